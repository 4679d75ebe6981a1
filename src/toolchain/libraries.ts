/** What a program may import: the functions of the runtime and the machine's own instructions. */
import { OPERATIONS, TRAPS } from '../program/operations';
import type { ValueType } from '../program/program';
import type { FunctionType, Module } from './module';
import { assembleWat, readWasm } from './read';
import { FLOAT_COMPARISONS } from './runtime/float-comparisons';
import { FLOAT_CONVERSIONS } from './runtime/float-conversions';
import { FLOAT_ROUNDING } from './runtime/float-rounding';
import { FLOAT32 } from './runtime/float32';
import { FLOAT64 } from './runtime/float64';
import { FLOAT64_DIVISION } from './runtime/float64-division';
import { INTEGERS } from './runtime/integers';
import { MEMORY } from './runtime/memory';
import { WASI, WASI_ERRORS } from './runtime/wasi';
import { WASI_FILES } from './runtime/wasi-files';
import { WASI_ARGUMENTS, WASI_ENVIRONMENT } from './runtime/wasi-strings';
import { RUNTIME_MODULE } from './widen';

export const WASI_MODULE = 'wasi_snapshot_preview1';

/** A function of a library; `index` is in the library's function index space. */
export interface Member {
  readonly library: Module;
  readonly index: number;
}

/** What stands behind an import. */
export type Provision =
  | { readonly kind: 'member'; readonly member: Member; readonly type: FunctionType }
  /** A machine instruction. */
  | { readonly kind: 'operation'; readonly op: string; readonly type: FunctionType }
  /** A function of any parameters that returns this error number. */
  | { readonly kind: 'error'; readonly error: number };

const SOURCES = [
  { module: WASI_MODULE, file: 'wasi.wat', source: WASI },
  { module: WASI_MODULE, file: 'wasi-arguments.wat', source: WASI_ARGUMENTS },
  { module: WASI_MODULE, file: 'wasi-environment.wat', source: WASI_ENVIRONMENT },
  { module: RUNTIME_MODULE, file: 'integers.wat', source: INTEGERS },
  { module: RUNTIME_MODULE, file: 'memory.wat', source: MEMORY },
  { module: RUNTIME_MODULE, file: 'float32.wat', source: FLOAT32 },
  { module: RUNTIME_MODULE, file: 'float64.wat', source: FLOAT64 },
  { module: RUNTIME_MODULE, file: 'float64-division.wat', source: FLOAT64_DIVISION },
  { module: RUNTIME_MODULE, file: 'float-comparisons.wat', source: FLOAT_COMPARISONS },
  { module: RUNTIME_MODULE, file: 'float-rounding.wat', source: FLOAT_ROUNDING },
  { module: RUNTIME_MODULE, file: 'float-conversions.wat', source: FLOAT_CONVERSIONS },
];

/** What can be imported, by `module.field`. */
export type Provisions = ReadonlyMap<string, Provision>;

export interface Libraries {
  /** For a program without files. */
  readonly standard: Provisions;
  /** The same for one that is given a directory. */
  readonly withFiles: Provisions;
}

let loaded: Promise<Libraries> | undefined;

/** The libraries, assembled once. */
export function libraries(): Promise<Libraries> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Libraries> {
  const standard = new Map<string, Provision>();
  for (const [field, error] of Object.entries(WASI_ERRORS))
    standard.set(`${WASI_MODULE}.${field}`, { kind: 'error', error });
  for (const { name, pops, pushes } of OPERATIONS.filter((o) =>
    /^(output|input|wide)\.|^exit$/.test(o.name),
  ))
    standard.set(`${RUNTIME_MODULE}.${name}`, {
      kind: 'operation',
      op: name,
      type: { params: words(pops), results: words(pushes) },
    });
  for (const trap of TRAPS)
    standard.set(`${RUNTIME_MODULE}.trap.${trap}`, {
      kind: 'operation',
      op: `trap: ${trap}`,
      type: { params: [], results: [] },
    });
  for (const { module, file, source } of SOURCES) await addMembers(standard, module, file, source);
  const withFiles = new Map(standard);
  await addMembers(withFiles, WASI_MODULE, 'wasi-files.wat', WASI_FILES);
  return { standard, withFiles };
}

/** Provides what the library in `source` exports. */
async function addMembers(
  provisions: Map<string, Provision>,
  module: string,
  file: string,
  source: string,
): Promise<void> {
  const library = readWasm(await assembleWat(file, source));
  for (const { name, kind, index } of library.exports) {
    if (kind !== 'function') continue;
    const type = library.types[library.functions[index].type];
    provisions.set(`${module}.${name}`, { kind: 'member', member: { library, index }, type });
  }
}

const words = (count: number) => Array<ValueType>(count).fill('i32');
