/** Requests beyond the Debug Adapter Protocol: writing the run to files. */
import path from 'node:path';
import type { ExportProgress, ExportRequests } from '../../protocol/export-requests';
import type { Debuggee } from '../debuggee';
import { problem } from '../errors';
import type { Export } from '../export/export';
import { HeadVisFolder } from '../export/headvis/folder';
import { TraceFile } from '../export/trace-file';
import { headOf } from '../inside/asked';
import type { Context } from '../transformer';
import type { Answers, Desk } from './desk';
import { within } from './range';

/** The export that was begun last. */
interface Current {
  readonly work: Export;
  readonly context: Context;
  /** Of what was recorded when it was begun. */
  readonly version: number;
  told?: ExportProgress;
}

export function exportRequests(desk: Desk): Answers<ExportRequests> {
  let current: Current | undefined;
  const stop = () => {
    current?.work.stop();
    current = undefined;
  };
  desk.atEnd.push(stop);

  function begin({ context }: Debuggee, made: () => Export): ExportProgress {
    stop();
    current = { context, version: context.version, work: made() };
    return more();
  }

  /** One that failed is over. */
  function more(): ExportProgress {
    if (!current) throw problem.noExport();
    const { work, context, version, told } = current;
    if (told?.done) return told;
    try {
      if (context.version !== version) throw problem.exportChanged();
      current.told = work.more();
      return current.told;
    } catch (error) {
      stop();
      throw error;
    }
  }

  return {
    'stepformer.exportTrace'({ format, path: file, from, to }) {
      const debuggee = desk.stopped();
      absolute(file);
      return begin(
        debuggee,
        () => new TraceFile(debuggee, format, file, ...within(debuggee, { from, to })),
      );
    },
    'stepformer.exportHeads'({ path: folder, heads, from, to }) {
      const debuggee = desk.stopped();
      const { model } = debuggee.context;
      absolute(folder);
      const all = model.layers.flatMap((layer, l) => layer.heads.map((_, h) => [l, h] as const));
      for (const [l, h] of heads ?? []) headOf(model, l, h);
      const [first, last] = within(debuggee, { from, to });
      return begin(
        debuggee,
        () => new HeadVisFolder(debuggee, heads?.length ? heads : all, folder, first, last),
      );
    },
    'stepformer.exportMore'() {
      desk.stopped();
      return more();
    },
    'stepformer.exportStop'() {
      stop();
      return undefined;
    },
  };
}

function absolute(file: string): void {
  if (!path.isAbsolute(file)) throw problem.exportFailed(file, 'its path is not absolute');
}
