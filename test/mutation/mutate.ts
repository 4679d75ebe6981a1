/** Damage to a module: what a broken download, a faulty tool or a hostile hand may do to it. */
import type { Random } from '../toolchain/random';
import { sectionsOf } from './sections';

const CODE = 10;
/** Numbers at which formats and tools go wrong, in LEB128. */
const NUMBERS = [
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0x80, 0x80, 0x80, 0x80, 0x08],
  [0x80, 0x80, 0x80, 0x80, 0x10],
  [0x80, 0x80, 0x04],
  [0xff, 0xff, 0x03],
  [0xff, 0x7f],
  [0x7f],
  [0x80, 0x00],
];
const HEADER = 8;
/** Opcodes from one to another that take and give the same, so that one may stand for another. */
const ALIKE = [
  [0x28, 0x2b],
  [0x2c, 0x2f],
  [0x46, 0x4f],
  [0x6a, 0x78],
  [0x7c, 0x8a],
  [0x92, 0x98],
  [0xa0, 0xa6],
  [0x20, 0x22],
  [0x0c, 0x0d],
] as const;

type Damage = (wasm: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const joined = (...parts: (Uint8Array | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const range = (wasm: Uint8Array, random: Random, most: number): [number, number] => {
  const begin = random.below(wasm.length + 1);
  return [begin, Math.min(wasm.length, begin + 1 + random.below(most))];
};
const withByte = (wasm: Uint8Array, at: number, byte: number) => {
  const changed = Uint8Array.from(wasm);
  changed[at] = byte;
  return changed;
};
/** A position in the code where there is code, since most changes there leave a module valid. */
const inCode = (wasm: Uint8Array, random: Random) => {
  const code = sectionsOf(wasm).find(({ id }) => id === CODE);
  const [begin, end] = code ? [code.payload, code.end] : [0, wasm.length];
  return begin + random.below(Math.max(1, end - begin));
};

/** Another operation, in the first place from somewhere on where there is one. */
const otherOperation: Damage = (wasm, random) => {
  const from = inCode(wasm, random);
  for (let at = from; at < Math.min(wasm.length, from + 64); at++) {
    const group = ALIKE.find(([first, last]) => first <= wasm[at] && wasm[at] <= last);
    if (group) return withByte(wasm, at, group[0] + random.below(group[1] - group[0] + 1));
  }
  return wasm;
};

const DAMAGES: readonly Damage[] = [
  otherOperation,
  otherOperation,
  otherOperation,
  (wasm, random) => wasm.slice(0, random.below(wasm.length)),
  (wasm, random) => {
    const at = random.below(wasm.length);
    return withByte(wasm, at, wasm[at] ^ (1 << random.below(8)));
  },
  (wasm, random) => {
    const at = inCode(wasm, random);
    return withByte(wasm, at, wasm[at] ^ (1 << random.below(8)));
  },
  (wasm, random) => withByte(wasm, inCode(wasm, random), random.below(256)),
  (wasm, random) => withByte(wasm, random.below(wasm.length), random.below(256)),
  (wasm, random) => {
    const [begin, end] = range(wasm, random, 16);
    return joined(wasm.subarray(0, begin), wasm.subarray(end));
  },
  (wasm, random) => {
    const [begin, end] = range(wasm, random, 64);
    return joined(wasm.subarray(0, end), wasm.subarray(begin, end), wasm.subarray(end));
  },
  (wasm, random) => {
    const at = random.below(wasm.length + 1);
    const bytes = Array.from({ length: 1 + random.below(8) }, () => random.below(256));
    return joined(wasm.subarray(0, at), bytes, wasm.subarray(at));
  },
  (wasm, random) => {
    const at = random.below(wasm.length);
    return joined(wasm.subarray(0, at), random.pick(NUMBERS), wasm.subarray(at + 1));
  },
  // A section of another module in the place of one, or beside it.
  (wasm, random, other) => {
    const [ours, theirs] = [sectionsOf(wasm), sectionsOf(other)];
    if (ours.length === 0 || theirs.length === 0) return wasm;
    const taken = random.pick(theirs);
    const alike = ours.find(({ id }) => id === taken.id) ?? random.pick(ours);
    const from = random.below(4) ? alike.begin : alike.end;
    return joined(
      wasm.subarray(0, from),
      other.subarray(taken.begin, taken.end),
      wasm.subarray(alike.end),
    );
  },
  (wasm, random) => {
    const all = sectionsOf(wasm);
    if (all.length < 2) return wasm;
    const order = [...all];
    const at = random.below(order.length - 1);
    [order[at], order[at + 1]] = [order[at + 1], order[at]];
    return joined(
      wasm.subarray(0, HEADER),
      ...order.map(({ begin, end }) => wasm.subarray(begin, end)),
    );
  },
  (wasm, random) => {
    const all = sectionsOf(wasm);
    if (all.length === 0) return wasm;
    const { begin, end } = random.pick(all);
    return joined(wasm.subarray(0, begin), wasm.subarray(end));
  },
];

/** A damaged copy; `other` is a module out of which parts may come. */
export function mutate(wasm: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let damaged = wasm;
  for (let left = random.pick([1, 1, 1, 2, 3]); left > 0; left--)
    if (damaged.length > 0) damaged = random.pick(DAMAGES)(damaged, random, other);
  return damaged;
}
