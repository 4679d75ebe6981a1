/** Modules of scripts, through the toolchain as a person's module goes through it. */
import wabt from 'wabt';
import type { Module } from '../../src/toolchain/module';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import type { Source } from './script';

/** Throws a `BuildError` where the toolchain refuses it. */
export async function readModule(source: Source): Promise<Module> {
  return readWasm(await bytesOf(source));
}

async function bytesOf(source: Source): Promise<Uint8Array> {
  if (source.kind === 'binary') return source.bytes;
  return assembleWat('script.wat', textOf(source));
}

/** Quoted text is taken as it is, since it may be there to be refused. */
function textOf({ kind, text }: Exclude<Source, { kind: 'binary' }>): string {
  if (kind === 'quote') return `(module ${text})`;
  return OLD_NAMES.reduce((result, [old, now]) => result.replace(old, now), namesOfSegments(text));
}

/** The name in a segment was that of its table or memory; now it is its own. */
function namesOfSegments(text: string): string {
  const holders = { elem: 'table', data: 'memory' } as const;
  return text.replace(/\((elem|data)\s+(\$[^\s()]+)(?=\s*\()/g, (whole, segment, name) => {
    const holder = holders[segment as keyof typeof holders];
    return new RegExp(`\\(${holder}\\s+\\${name}[\\s()]`).test(text)
      ? `(${segment} (${holder} ${name})`
      : whole;
  });
}

/** What instructions were called before the specification was finished. */
const OLD_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\b(get|set|tee)_(local|global)\b/g, '$2.$1'],
  [/\bgrow_memory\b/g, 'memory.grow'],
  [/\bcurrent_memory\b/g, 'memory.size'],
  [/\banyfunc\b/g, 'funcref'],
  [/\b(\w+\.\w+)_([su])(:sat)?\/(\w+)\b/g, '$1_$4_$2'],
  [/\b(\w+\.(?:wrap|demote|promote|reinterpret))\/(\w+)\b/g, '$1_$2'],
];

/** What WebAssembly was before its first proposals were accepted. */
const FIRST_VERSION = {
  bulk_memory: false,
  exceptions: false,
  extended_const: false,
  gc: false,
  memory64: false,
  multi_memory: false,
  multi_value: false,
  mutable_globals: false,
  reference_types: false,
  sat_float_to_int: false,
  sign_extension: false,
  simd: false,
  tail_call: false,
  threads: false,
};

/** Whether a module that the toolchain accepts would have been refused by the first version of WebAssembly. */
export async function isOfLaterProposal(source: Source): Promise<boolean> {
  const module = await readModule(source);
  if (branchesToDifferentTypes(module) || exportsVariable(module)) return true;
  const { parseWat, readWasm: readBinary } = await wabt();
  try {
    const parsed =
      source.kind === 'binary'
        ? readBinary(source.bytes, { ...FIRST_VERSION, check: true } as never)
        : parseWat('script.wat', textOf(source), FIRST_VERSION);
    try {
      // The declaration of its types leaves out that it takes features as `parseWat` does.
      (parsed.validate as (features: object) => void)(FIRST_VERSION);
      return false;
    } finally {
      parsed.destroy();
    }
  } catch {
    return true;
  }
}

/** Whether a global that can be set is exported, which wabt never refuses. */
function exportsVariable({ exports, globals }: Module): boolean {
  return exports.some(({ kind, index }) => kind === 'global' && globals[index].mutable);
}

/**
 * Whether a `br_table` in code that is never reached has labels of different types. Reference types brought a type
 * that is all of them at once.
 */
function branchesToDifferentTypes({ functions, types }: Module): boolean {
  return functions.some(({ body, type }) => {
    const frames = [types[type].results.join()];
    for (const { op, type: block, labels } of body) {
      if (op === 'block' || op === 'if') frames.push(block?.results.join() ?? '');
      if (op === 'loop') frames.push(block?.params.join() ?? '');
      if (op === 'end') frames.pop();
      const taken = labels?.map((label) => frames[frames.length - 1 - label]);
      if (new Set(taken).size > 1) return true;
    }
    return false;
  });
}
