/**
 * What the page that looks inside, which lives in a webview, and the extension say to each other. The page holds
 * nothing of the program: it asks for what it shows, and asks again when the program stands elsewhere.
 */
import type { InsideRequests, Selection } from './inside';
import type { Tour } from './tour';

export const VIEWS = ['trace', 'heads', 'hull', 'residual', 'upstream', 'intervene'] as const;
export type View = (typeof VIEWS)[number];

/** Whether there is a program, and whether it stands. */
export type InsideState =
  | { readonly is: 'empty' }
  | { readonly is: 'running'; readonly program: string }
  | {
      readonly is: 'standing';
      readonly program: string;
      /** The present moment: the number of tokens that there were. */
      readonly now: number;
      /** Tokens that are recorded. */
      readonly recorded: number;
      /** Changes when what was answered before may no longer hold. */
      readonly version: number;
    };

/** What is looked at, and where else one has looked. */
export interface Selected {
  /** Absent until the program stands for the first time. */
  readonly selection?: Selection;
  /** Whether it stays where it is when the program goes on; else it becomes the token that decided the next one. */
  readonly pinned: boolean;
  /** Whether there are selections before and after it. */
  readonly back: boolean;
  readonly forward: boolean;
}

/** A view as a file. */
export interface Picture {
  /** Without an ending. */
  readonly name: string;
  readonly format: 'svg' | 'png';
  /** The text of an SVG; a PNG in base64. */
  readonly content: string;
}

export type InsideRequest = keyof InsideRequests;

/** A question of the page's; `asked` is the number that it gave it. */
export type Question = {
  readonly [R in InsideRequest]: {
    readonly type: 'ask';
    readonly asked: number;
    readonly request: R;
    readonly asks: InsideRequests[R]['asks'];
  };
}[InsideRequest];

export type ToInsidePage =
  | { readonly type: 'state'; readonly state: InsideState }
  | { readonly type: 'show'; readonly view: View }
  | { readonly type: 'selected'; readonly selected: Selected }
  /** The guided tour, at one of its steps; without one it is over. */
  | { readonly type: 'tour'; readonly tour?: Tour }
  | { readonly type: 'answer'; readonly asked: number; readonly answer: unknown }
  | { readonly type: 'failed'; readonly asked: number; readonly reason: string };

export type FromInsidePage =
  /** The page has begun to listen. */
  | { readonly type: 'ready' }
  | Question
  | { readonly type: 'select'; readonly selection: Selection }
  /** Goes through what was selected, or back to the present moment. */
  | { readonly type: 'look'; readonly where: 'back' | 'forward' | 'present' }
  /** The view that is shown now. */
  | { readonly type: 'shows'; readonly view: View }
  /** Opens a view beside this one. */
  | { readonly type: 'open'; readonly view: View }
  /** Shows a line of a source. */
  | { readonly type: 'reveal'; readonly file: string; readonly line: number }
  | { readonly type: 'save'; readonly picture: Picture }
  /** Writes files of what the heads do. */
  | { readonly type: 'exportHeads' }
  /** Another step of the guided tour; without one the tour ends. */
  | { readonly type: 'tour'; readonly step?: number }
  /** Makes a token the present moment of the debugger. */
  | { readonly type: 'goTo'; readonly position: number }
  | { readonly type: 'start'; readonly what: 'file' | 'sample' };
