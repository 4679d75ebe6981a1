/**
 * What the timeline's page, which lives in a webview, and the extension say to each other. The page holds no state
 * of the program: it asks for the parts that it shows and forgets them when it is hidden.
 */
import type { Timeline, TimelineArguments, WrittenOutput } from './travel';

/** A moment that a person has marked. */
export interface BookmarkMark {
  readonly position: number;
  readonly label: string;
}

/** Whether there is a program, and whether it stands. */
export type TimelineState =
  | { readonly is: 'empty' }
  | { readonly is: 'running'; readonly program: string }
  | {
      readonly is: 'standing';
      readonly program: string;
      readonly bookmarks: readonly BookmarkMark[];
    };

export type ToPage =
  | { readonly type: 'state'; readonly state: TimelineState }
  /** `asked` is the number that the page gave its question. */
  | { readonly type: 'timeline'; readonly asked: number; readonly timeline: Timeline }
  | { readonly type: 'output'; readonly asked: number; readonly output: WrittenOutput }
  | { readonly type: 'failed'; readonly asked: number; readonly reason: string };

export type FromPage =
  /** The page has begun to listen. */
  | { readonly type: 'ready' }
  | ({ readonly type: 'timeline'; readonly asked: number } & Required<TimelineArguments>)
  | {
      readonly type: 'output';
      readonly asked: number;
      readonly start: number;
      readonly count: number;
    }
  | { readonly type: 'goTo'; readonly position: number }
  | { readonly type: 'step'; readonly direction: 'back' | 'forward' }
  | { readonly type: 'start'; readonly what: 'file' | 'sample' };
