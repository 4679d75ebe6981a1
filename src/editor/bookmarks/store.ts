/** Bookmarks: moments that a person has marked, kept for each program. */

export interface Bookmark {
  readonly position: number;
  readonly label: string;
  readonly function: string;
  readonly line?: number;
}

/** Where they are kept between sessions: VS Code's memory of the workspace. */
interface Memory {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

export interface BookmarkStore {
  /** In the order of time. */
  of(program: string): readonly Bookmark[];
  /** One at the same moment is replaced. */
  add(program: string, bookmark: Bookmark): Thenable<void>;
  remove(program: string, position: number): Thenable<void>;
}

export function createBookmarkStore(memory: Memory): BookmarkStore {
  const key = (program: string) => `bookmarks:${program}`;
  const of = (program: string) => memory.get<readonly Bookmark[]>(key(program)) ?? [];
  const without = (program: string, position: number) =>
    of(program).filter((bookmark) => bookmark.position !== position);
  return {
    of,
    add: (program, bookmark) =>
      memory.update(
        key(program),
        [...without(program, bookmark.position), bookmark].sort((a, b) => a.position - b.position),
      ),
    remove: (program, position) => memory.update(key(program), without(program, position)),
  };
}
