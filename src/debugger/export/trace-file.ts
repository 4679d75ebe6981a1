/** A file to which a trace is written, slice by slice. */
import type { ExportProgress, TraceFormat } from '../../protocol/export-requests';
import type { Stopped } from '../stopped';
import { chromeTrace } from './chrome';
import { cpuProfile } from './cpu-profile';
import { TraceSlices } from './executed';
import type { Export } from './export';
import { instructionLines, tokenLines } from './jsonl';
import { PartialFile } from './partial-file';
import type { TraceWriter } from './trace-writer';

/** Milliseconds that a slice takes. */
const SLICE = 100;

const WRITERS: Readonly<Record<TraceFormat, () => TraceWriter>> = {
  tokens: tokenLines,
  instructions: instructionLines,
  chrome: chromeTrace,
  cpuprofile: cpuProfile,
};

export class TraceFile implements Export {
  private readonly slices: TraceSlices;
  private readonly file: PartialFile;

  /** Throws a `UserError` where the file cannot be written. */
  constructor(stopped: Stopped, format: TraceFormat, path: string, from: number, to: number) {
    this.slices = new TraceSlices(stopped, WRITERS[format](), from, to);
    this.file = new PartialFile(path);
  }

  more(): ExportProgress {
    const { slices, file } = this;
    for (const text of slices.slice(performance.now() + SLICE)) file.write(text);
    if (slices.done) file.finish();
    const { from, to, position, done } = slices;
    return { from, to, position, bytes: file.bytes, done };
  }

  stop(): void {
    this.file.discard();
  }
}
