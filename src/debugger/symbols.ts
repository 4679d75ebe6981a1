/**
 * The debug information of a C program: its lines, its variables and its expressions. All of DWARF is left
 * to `@vscode/dwarf-debugging`, which asks back for the locals, globals and memory that it needs.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spawn } from '@vscode/dwarf-debugging';
import type { WasmValue } from '@vscode/dwarf-debugging/chrome-cxx/mnt/extension/WasmTypes';
import type { Chrome } from '@vscode/dwarf-debugging/chrome-cxx/mnt/extension-api';
import type { LineRange } from './lines';
import { codeStart, hasDebugInformation } from './sections';
import type { LocateSource } from './source-map';

export type RemoteObject = Chrome.DevTools.RemoteObject;

/** The state of one frame, by the indexes of the original module. */
export interface FrameReader {
  /** As many bytes as asked, 0 beyond the end of memory. */
  memory(address: number, length: number): Uint8Array;
  local(index: number): WasmValue;
  global(index: number): WasmValue;
  operand(index: number): WasmValue;
}

/** A place in the code, and the frame whose state expressions there see. */
export interface Place {
  /** Byte offset in the module file. */
  readonly offset: number;
  readonly frame: number;
}

export interface Declaration {
  readonly name: string;
  readonly type: string;
  readonly scope: 'local' | 'parameter' | 'global';
}

export interface Symbols {
  readonly ranges: readonly LineRange[];
  /** Variables that are in scope at a place, inner scopes last. */
  declarations(place: Place): Promise<readonly Declaration[]>;
  /** The value of a C expression; `null` if it has none. Rejects with the evaluator's reason. */
  evaluate(expression: string, place: Place): Promise<RemoteObject | null>;
  members(object: string): Promise<readonly { name: string; value: RemoteObject }[]>;
  dispose(): Promise<void>;
}

const MODULE = 'program';
/** The position that means "anywhere in the line". */
const ANY_COLUMN = -1;

/**
 * Reads the debug information of a module; `undefined` if it has none that can be read. `frame` gives the state behind the
 * number of a frame, as long as it may be asked for; `locate` says where sources lie. `file` is the program's path:
 * names of sources that are relative begin at its folder.
 */
export async function openSymbols(
  module: Uint8Array,
  file: string,
  frame: (id: number) => FrameReader | undefined,
  locate: LocateSource,
): Promise<Symbols | undefined> {
  if (!hasDebugInformation(module)) return undefined;
  const start = codeStart(module);
  const worker = spawn({
    // These must answer whatever happens: the worker waits for them and cannot be interrupted.
    getWasmLinearMemory: async (offset, length, stop) =>
      copy(frame(stop as number)?.memory(offset, length) ?? new Uint8Array(length)),
    getWasmLocal: async (index, stop) => frame(stop as number)?.local(index) ?? NOTHING,
    getWasmGlobal: async (index, stop) => frame(stop as number)?.global(index) ?? NOTHING,
    getWasmOp: async (index, stop) => frame(stop as number)?.operand(index) ?? NOTHING,
  });
  const { rpc } = worker;
  try {
    await rpc.sendMessage('hello', [{ pathSubstitutions: [] }], false);
    const sources = await rpc.sendMessage('addRawModule', MODULE, undefined, {
      url: pathToFileURL(file).href,
      code: copy(module),
    });
    const urls = Array.isArray(sources) ? sources : [];
    const ranges = (
      await Promise.all(urls.map((url) => readLines(rpc, url, start, locate)))
    ).flat();
    const location = ({ offset }: Place) => ({
      rawModuleId: MODULE,
      codeOffset: offset - start,
      inlineFrameIndex: 0,
    });
    return {
      ranges,
      async declarations(place) {
        const variables = await rpc.sendMessage('listVariablesInScope', location(place));
        return variables.map(({ name, type, scope }) => ({
          name,
          type,
          scope: scope === 'PARAMETER' ? 'parameter' : scope === 'LOCAL' ? 'local' : 'global',
        }));
      },
      evaluate: (expression, place) =>
        rpc.sendMessage('evaluate', expression, location(place), place.frame),
      members: (object) => rpc.sendMessage('getProperties', object),
      dispose: () => worker.dispose(),
    };
  } catch {
    // What the reader rejects is as good as none: the program still runs, without its C.
    await worker.dispose();
    return undefined;
  }
}

type Rpc = ReturnType<typeof spawn>['rpc'];

async function readLines(
  rpc: Rpc,
  url: string,
  start: number,
  locate: LocateSource,
): Promise<LineRange[]> {
  const file = locate(url.startsWith('file:') ? fileURLToPath(url) : url);
  const lines = (await rpc.sendMessage('getMappedLines', MODULE, url)) ?? [];
  const found = await Promise.all(
    lines.map(async (line) => {
      const ranges = await rpc.sendMessage('sourceLocationToRawLocation', {
        rawModuleId: MODULE,
        sourceFileURL: url,
        lineNumber: line,
        columnNumber: ANY_COLUMN,
      });
      return ranges.map(({ startOffset, endOffset }) => ({
        file,
        line: line + 1,
        start: startOffset + start,
        end: endOffset + start,
      }));
    }),
  );
  return found.flat();
}

const NOTHING: WasmValue = { type: 'i32', value: 0 };

const copy = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
