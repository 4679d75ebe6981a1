/** The folder that HeadVis reads, written bit by bit. */
import type { ExportProgress } from '../../../protocol/export-requests';
import { problem } from '../../errors';
import { relevanceAt } from '../../inside/relevance';
import type { Stopped } from '../../stopped';
import type { Export } from '../export';
import { PartialFolder } from '../partial-folder';
import { configOf, type HeadPlace } from './config';
import { METRIC_NAMES, type ScatterRow } from './format';
import { ExportedHead } from './head';
import { windowsOf } from './windows';

/** Milliseconds that a slice takes. */
const SLICE = 100;
/** Into how many intervals the sequences of a head are ranked. */
const INTERVALS = 10;

export class HeadVisFolder implements Export {
  private readonly folder: PartialFolder;
  private readonly work: Generator<void>;
  private position: number;

  /** Of the tokens [from, to). Throws a `UserError` where the folder cannot be made. */
  constructor(
    private readonly stopped: Stopped,
    private readonly heads: readonly HeadPlace[],
    path: string,
    private readonly from: number,
    private readonly to: number,
  ) {
    if (from === to) throw problem.exportEmpty();
    this.position = from;
    this.folder = new PartialFolder(path);
    this.work = this.write();
  }

  more(): ExportProgress {
    const deadline = performance.now() + SLICE;
    while (!this.work.next().done && performance.now() < deadline);
    const { from, to, position, folder } = this;
    return { from, to, position, bytes: folder.bytes, done: folder.finished };
  }

  stop(): void {
    this.folder.discard();
  }

  /** Yields where it can be left for a while. */
  private *write(): Generator<void> {
    const { stopped, folder } = this;
    const { context } = stopped;
    const windows = windowsOf(this.from, this.to);
    const heads = this.heads.map((place) => new ExportedHead(context, place));
    for (const { from, to } of windows) {
      for (let position = from; position < to; position++) {
        this.read(heads, position);
        yield;
      }
      for (const head of heads) head.endWindow();
      this.position = to;
    }
    const intervals = Math.min(INTERVALS, windows.length);
    for (const head of heads) {
      const [l, h] = head.place;
      folder.write(`heads/L${l}H${h}.json`, JSON.stringify(head.file(intervals)));
      yield;
    }
    // HeadVis takes for axes what the first row has: so one that has them all comes first.
    const scatter = heads.map((head) => head.scatter());
    const lacks = (row: ScatterRow) => Number(METRIC_NAMES.some((name) => row[name] === undefined));
    scatter.sort((a, b) => lacks(a) - lacks(b));
    folder.write('scatter_data.json', JSON.stringify(scatter));
    // It has no server that computes more.
    folder.write('server_config.json', '{}');
    folder.write('attributions/manifest.json', '{}');
    const config = configOf(context.model, this.heads, intervals);
    folder.write('config.json', JSON.stringify(config));
    folder.finish();
  }

  private read(heads: readonly ExportedHead[], position: number): void {
    const { context } = this.stopped;
    const pass = context.at(position);
    const relevance = relevanceAt(context, position);
    for (const head of heads) {
      const [l, h] = head.place;
      head.add({ ...pass.attend(l, h), position, matters: relevance[l][h] });
    }
  }
}
