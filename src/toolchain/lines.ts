/** Byte offset in a module → place in its C sources, by way of the module's DWARF. */
import { fileURLToPath } from 'node:url';
import { type IWasmWorker, spawn } from '@vscode/dwarf-debugging';
import { createReader } from './reader';

export interface SourcePlace {
  /** Path of the source file. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1; `undefined` where the compiler gave none. */
  readonly column: number | undefined;
}

export interface SourceLines {
  /** The place that the instruction at a byte offset of the file was compiled from. */
  lineOf(offset: number): Promise<SourcePlace | undefined>;
  /** Ends the thread behind it; it must not be asked any more. */
  dispose(): Promise<void>;
}

const MODULE = 'module';
const CUSTOM = 0;
const CODE = 10;

/** Opens the debug information of a module. Without any, no offset has a place. */
export async function createSourceLines(wasm: Uint8Array): Promise<SourceLines> {
  const { codeStart, hasLines } = readSections(wasm);
  if (!hasLines) return { lineOf: async () => undefined, dispose: async () => {} };
  const worker = spawn(NO_STATE);
  // Debug information that cannot be read is none: the program runs without it.
  const covered = await load(worker, wasm).catch(() => []);
  const known = new Map<number, Promise<SourcePlace | undefined>>();
  return {
    lineOf(offset) {
      let place = known.get(offset);
      if (!place) {
        const codeOffset = offset - codeStart;
        // Most code is the libc's, which has no lines: asking about all of it would take seconds.
        const has = covered.some(([start, end]) => start <= codeOffset && codeOffset < end);
        place = has
          ? locate(worker, codeOffset).catch(() => undefined)
          : Promise.resolve(undefined);
        known.set(offset, place);
      }
      return place;
    },
    dispose: () => worker.dispose(),
  };
}

/** Lines do not depend on a machine's state, so this is never asked. */
const refuse = () => Promise.reject(new Error('there is no running program'));
const NO_STATE = {
  getWasmLinearMemory: refuse,
  getWasmLocal: refuse,
  getWasmGlobal: refuse,
  getWasmOp: refuse,
};

/** Returns the code offsets [start, end) that have lines, joined where they touch. */
async function load({ rpc }: IWasmWorker, wasm: Uint8Array): Promise<[number, number][]> {
  await rpc.sendMessage('hello', [], false);
  const files = await rpc.sendMessage('addRawModule', MODULE, undefined, {
    url: 'file:///module.wasm',
    code: Uint8Array.from(wasm).buffer,
  });
  const ranges: [number, number][] = [];
  for (const sourceFileURL of Array.isArray(files) ? files : []) {
    const lines = (await rpc.sendMessage('getMappedLines', MODULE, sourceFileURL)) ?? [];
    const found = await Promise.all(
      lines.map((lineNumber) =>
        rpc.sendMessage('sourceLocationToRawLocation', {
          rawModuleId: MODULE,
          sourceFileURL,
          lineNumber,
          // Any column.
          columnNumber: -1,
        }),
      ),
    );
    for (const { startOffset, endOffset } of found.flat()) ranges.push([startOffset, endOffset]);
  }
  return join(ranges);
}

function join(ranges: [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

async function locate({ rpc }: IWasmWorker, codeOffset: number): Promise<SourcePlace | undefined> {
  const location = { rawModuleId: MODULE, codeOffset, inlineFrameIndex: 0 };
  const [found] = await rpc.sendMessage('rawLocationToSourceLocation', location);
  // Code that the compiler made by itself has line 0, which comes back as -1.
  if (!found || found.lineNumber < 0) return undefined;
  const { sourceFileURL, lineNumber, columnNumber } = found;
  return {
    file: sourceFileURL.startsWith('file:') ? fileURLToPath(sourceFileURL) : sourceFileURL,
    line: lineNumber + 1,
    column: columnNumber < 0 ? undefined : columnNumber + 1,
  };
}

/** Where the payload of the code section begins, from which DWARF counts, and whether there is a line table. */
function readSections(wasm: Uint8Array): { codeStart: number; hasLines: boolean } {
  const reader = createReader(wasm, 8);
  let codeStart = 0;
  let hasLines = false;
  while (reader.position < wasm.length) {
    const id = reader.byte();
    const end = reader.u32() + reader.position;
    if (id === CODE) codeStart = reader.position;
    if (id === CUSTOM && reader.name() === '.debug_line') hasLines = true;
    reader.position = end;
  }
  return { codeStart, hasLines };
}
