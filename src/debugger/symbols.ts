/**
 * The debug information of a C program: its lines, its variables and its expressions. All of DWARF but the lines is
 * left to `@vscode/dwarf-debugging`, which asks back for the locals, globals and memory that it needs.
 */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spawn } from '@vscode/dwarf-debugging';
import type { WasmValue } from '@vscode/dwarf-debugging/chrome-cxx/mnt/extension/WasmTypes';
import type { Chrome } from '@vscode/dwarf-debugging/chrome-cxx/mnt/extension-api';
import { readLineParts } from './dwarf/line-parts';
import type { LineRange, SourceLine } from './lines';
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
  /** Which of the functions there. */
  readonly inlined: number;
}

/** Bytes [start, end) of the module file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface SourceFunction {
  readonly name: string;
  readonly line?: SourceLine;
}

export interface Declaration {
  readonly name: string;
  readonly type: string;
  readonly scope: 'local' | 'parameter' | 'global';
}

export interface Symbols {
  /** By parts of lines where these are known. */
  readonly ranges: readonly LineRange[];
  /** Variables that are in scope at a place, inner scopes last. */
  declarations(place: Place): Promise<readonly Declaration[]>;
  /** The value of a C expression; `null` if it has none. Rejects with the evaluator's reason. */
  evaluate(expression: string, place: Place): Promise<RemoteObject | null>;
  members(object: string): Promise<readonly { name: string; value: RemoteObject }[]>;
  /** The functions that the code at a byte of the module belongs to, an inlined one before the one it is part of. */
  functionsAt(offset: number): Promise<readonly SourceFunction[]>;
  /** The code of the innermost function there, if it is inlined, and of those that are inlined in it. */
  inlinedAt(offset: number): Promise<Record<'own' | 'callees', readonly ByteRange[]>>;
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
    const ranges =
      readLineParts(module, path.dirname(file), locate) ??
      (await Promise.all(urls.map((url) => readLines(rpc, url, start, locate)))).flat();
    const location = ({ offset, inlined }: Omit<Place, 'frame'>) => ({
      rawModuleId: MODULE,
      codeOffset: offset - start,
      inlineFrameIndex: inlined,
    });
    const inModule = ({ startOffset, endOffset }: Chrome.DevTools.RawLocationRange) => ({
      start: startOffset + start,
      end: endOffset + start,
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
      async functionsAt(offset) {
        const info = await rpc.sendMessage('getFunctionInfo', location({ offset, inlined: 0 }));
        const functions = 'frames' in info ? info.frames : [];
        return Promise.all(
          functions.map(async ({ name }, inlined) => {
            const [place] = await rpc.sendMessage(
              'rawLocationToSourceLocation',
              location({ offset, inlined }),
            );
            // Line 0 of DWARF is code that belongs to none.
            if (!place || place.lineNumber < 0) return { name };
            const file = fileOf(place.sourceFileURL, locate);
            return { name, line: { file, line: place.lineNumber + 1 } };
          }),
        );
      },
      async inlinedAt(offset) {
        const place = location({ offset, inlined: 0 });
        const [own, callees] = await Promise.all([
          rpc.sendMessage('getInlinedFunctionRanges', place),
          rpc.sendMessage('getInlinedCalleesRanges', place),
        ]);
        return { own: own.map(inModule), callees: callees.map(inModule) };
      },
      dispose: () => worker.dispose(),
    };
  } catch {
    // What the reader rejects is as good as none: the program still runs, without its C.
    await worker.dispose();
    return undefined;
  }
}

type Rpc = ReturnType<typeof spawn>['rpc'];

/** The lines as the library knows them, without columns: of versions of DWARF that nobody here reads. */
async function readLines(
  rpc: Rpc,
  url: string,
  start: number,
  locate: LocateSource,
): Promise<LineRange[]> {
  const file = fileOf(url, locate);
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

const fileOf = (url: string, locate: LocateSource) =>
  locate(url.startsWith('file:') ? fileURLToPath(url) : url);

const NOTHING: WasmValue = { type: 'i32', value: 0 };

const copy = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
