/** A page's way to the extension, and what is kept for it while it is hidden. */

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

export interface EditorChannel<To, From, Kept extends object> {
  send(message: From): void;
  listen(act: (message: To) => void): void;
  kept(): Partial<Kept>;
  /** Changes some of what is kept. */
  keep(change: Partial<Kept>): void;
}

/** To be called once in a page. */
export function connect<To, From, Kept extends object>(): EditorChannel<To, From, Kept> {
  const editor = acquireVsCodeApi();
  const kept = () => (editor.getState() ?? {}) as Partial<Kept>;
  return {
    send: (message) => editor.postMessage(message),
    listen: (act) => window.addEventListener('message', ({ data }: MessageEvent<To>) => act(data)),
    kept,
    keep: (change) => editor.setState({ ...kept(), ...change }),
  };
}
