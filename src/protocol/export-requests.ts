/** Writing the run to files, slice by slice: so the adapter answers other questions between two slices. */

export interface ExportRequests {
  /** Begins a file; what was begun before and is not finished is given up. */
  'stepformer.exportTrace': { asks: ExportArguments; answers: ExportProgress };
  /** Begins a folder for HeadVis, with a file for each head. */
  'stepformer.exportHeads': { asks: HeadExport; answers: ExportProgress };
  /** Writes some more of it: what takes about a tenth of a second. */
  'stepformer.exportMore': { asks: undefined; answers: ExportProgress };
  /** Gives it up, and deletes what is there of it. */
  'stepformer.exportStop': { asks: undefined; answers: undefined };
}

export const TRACE_FORMATS = ['tokens', 'instructions', 'chrome', 'cpuprofile'] as const;
export type TraceFormat = (typeof TRACE_FORMATS)[number];

export interface ExportArguments {
  readonly format: TraceFormat;
  /** Absolute path of the file, which is replaced if it is there. */
  readonly path: string;
  /** Positions [from, to) within what is recorded; default: all of the run. */
  readonly from?: number;
  readonly to?: number;
}

export interface HeadExport {
  /** Absolute path of the folder, which is not there yet or empty. */
  readonly path: string;
  /** Layers and heads; default: all. */
  readonly heads?: readonly (readonly [layer: number, head: number])[];
  /** Positions [from, to) within what is recorded, of which some 5,000 tokens are told; default: all of the run. */
  readonly from?: number;
  readonly to?: number;
}

export interface ExportProgress {
  /** What is done: the instructions or tokens at the positions [from, position) of [from, to). */
  readonly from: number;
  readonly to: number;
  readonly position: number;
  readonly bytes: number;
  readonly done: boolean;
}
