/**
 * `memory.init` and `data.drop`. The machine reads code and memory, and nothing else of a module; so the bytes of a
 * passive segment become code: a function that gives its words by their number, and one that copies them. What is
 * left of a segment, all or nothing, is a global.
 */
import { BuildError } from './errors';
import { checkLimit } from './limits';
import type { DataSegment, Module, ModuleFunction, ModuleInstruction } from './module';

const USES = ['memory.init', 'data.drop'];
/** Each word takes some ten tokens of the prompt. */
const MOST_BYTES = 2 ** 17;

const instruction = (op: string, a = 0): ModuleInstruction => ({ op, offset: -1, a });
/** `get:1`, `const:4` and plain names, in order. */
const code = (text: string): ModuleInstruction[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [name, a] = word.split(':');
      const op = { get: 'local.get', set: 'local.set', tee: 'local.tee', const: 'i32.const' }[name];
      return instruction(op ?? name, Number(a ?? 0));
    });
const block = (op: 'block' | 'loop' | 'if'): ModuleInstruction => ({
  ...instruction(op),
  type: { params: [], results: [] },
});

/** Indexes of the data segments that instructions name, in ascending order. */
export function segmentsUsed({ functions }: Module): number[] {
  const used = functions.flatMap(({ body }) => body.filter(({ op }) => USES.includes(op)));
  return [...new Set(used.map(({ a }) => a))].sort((a, b) => a - b);
}

/**
 * Replaces the instructions in an i32-only module; a global is added for each segment that they name, in the same
 * order. Throws a `BuildError` where a segment is too large.
 */
export function lowerSegments(module: Module): Module {
  const used = segmentsUsed(module);
  if (used.length === 0) return module;
  const types = [...module.types];
  const globals = [...module.globals];
  const functions = [...module.functions];
  const wordType = types.push({ params: ['i32'], results: ['i32'] }) - 1;
  const copyType = types.push({ params: ['i32', 'i32', 'i32'], results: [] }) - 1;
  const lowered = new Map<number, { copy: number; left: number }>();
  let total = 0;
  for (const index of used) {
    const bytes = bytesLeft(module.data[index]);
    if (bytes.length > MOST_BYTES)
      throw new BuildError(
        `The module has a passive data segment of ${bytes.length} bytes and the machine takes ${MOST_BYTES}: split it, or give it an offset.`,
      );
    // A word becomes some four instructions.
    total += bytes.length;
    checkLimit('instructions', total);
    const left =
      globals.push({
        type: 'i32',
        mutable: true,
        init: { op: 'i32.const', offset: -1, a: bytes.length },
      }) - 1;
    const word = functions.push(runtime(`data ${index}: word`, wordType, wordOf(bytes))) - 1;
    const copy = functions.push(runtime(`data ${index}: copy`, copyType, copyOf(word, left))) - 1;
    lowered.set(index, { copy, left });
  }
  const replaced = (original: ModuleInstruction): ModuleInstruction[] => {
    const { op, a, offset } = original;
    const segment = USES.includes(op) ? lowered.get(a) : undefined;
    if (!segment) return [original];
    if (op === 'memory.init') return [{ op: 'call', offset, a: segment.copy }];
    return [
      { op: 'i32.const', offset, a: 0 },
      { op: 'global.set', offset, a: segment.left },
    ];
  };
  return {
    ...module,
    types,
    globals,
    functions: functions.map((f) => ({ ...f, body: f.body.flatMap(replaced) })),
  };
}

/** An active segment is dropped once it has been written to the memory. */
const bytesLeft = ({ offset, bytes }: DataSegment) => (offset ? new Uint8Array(0) : bytes);

const runtime = (name: string, type: number, body: ModuleInstruction[]): ModuleFunction => ({
  name,
  origin: 'runtime',
  wasmIndex: -1,
  type,
  locals: [],
  body: [...body, instruction('end')],
  bytes: [0, 0],
  variables: [],
  results: [],
});

/** A jump table over the words: the word with the number that is given. */
function wordOf(bytes: Uint8Array): ModuleInstruction[] {
  const count = Math.max(1, Math.ceil(bytes.length / 4));
  const padded = Buffer.alloc(count * 4);
  padded.set(bytes);
  const labels = Array.from({ length: count }, (_, i) => i);
  return [
    ...labels.map(() => block('block')),
    ...code('get:0'),
    { ...instruction('br_table'), labels },
    ...labels.flatMap((i) => [
      instruction('end'),
      instruction('i32.const', padded.readUInt32LE(i * 4)),
      instruction('return'),
    ]),
  ];
}

/**
 * Copies so many bytes (parameter 2) of the segment from one on (1) to an address (0). If a byte of either range is
 * out of bounds nothing is written: the last byte is read before, and the first is where a write traps.
 */
function copyOf(word: number, left: number): ModuleInstruction[] {
  const trap = instruction('trap: out of bounds memory access');
  const remaining = instruction('global.get', left);
  return [
    ...[...code('get:1'), remaining, ...code('i32.gt_u'), block('if'), trap, ...code('end')],
    ...[...code('get:2'), remaining, ...code('get:1 i32.sub i32.gt_u')],
    ...[block('if'), trap, ...code('end')],
    ...[...code('get:2 i32.eqz'), block('if'), ...code('get:0'), block('if')],
    ...code('get:0 const:1 i32.sub i32.load8_u drop end return end'),
    ...code('get:0 get:2 i32.add const:1 i32.sub i32.load8_u drop'),
    block('loop'),
    ...code('get:0 get:1 const:2 i32.shr_u'),
    instruction('call', word),
    ...code('get:1 const:3 i32.and const:3 i32.shl i32.shr_u i32.store8'),
    ...code('get:0 const:1 i32.add set:0 get:1 const:1 i32.add set:1'),
    ...code('get:2 const:1 i32.sub tee:2 br_if:0 end'),
  ];
}
