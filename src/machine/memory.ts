/**
 * Linear memory: four banks, one for each residue of an address modulo 4, so that a store of any width and
 * alignment is one token that writes at most one byte to each bank.
 */
import { type Expression, sum } from '../graph/expression';
import type { GraphBuilder } from '../graph/graph';
import type { Columns } from './columns';
import type { address, bytesOf } from './operands';
import { addressed, type Circuit } from './state';

/** Where byte i of the access lies: bank (i + r) mod 4, where r = address mod 4. */
interface Rotation {
  /** 1 for the one r that holds, for r = 0 … 3. */
  readonly is: readonly Expression[];
  /** 1 where bank j lies before the access begins, so that it belongs to the next word. */
  readonly before: readonly Expression[];
  /** Word address of the access. */
  readonly word: Expression;
}

/** Takes the address apart. */
export function rotation(circuit: Circuit, a: ReturnType<typeof address>): Rotation {
  const { g } = circuit;
  // A sum of two residues is 0 … 6; any function of it is piecewise linear with kinks at integers.
  const above = (m: number) => g.gate(a.modFour.minus(g.constant(m)));
  const hat = (m: number) => sum(above(m - 1), above(m).times(-2), above(m + 1));
  const [one, two, three] = [1, 2, 3].map((r) =>
    g.variable(`address mod 4 is ${r}`, r < 3 ? hat(r).plus(hat(r + 4)) : hat(r)),
  );
  const zero = g.one.minus(sum(one, two, three));
  const rest = sum(one, two.times(2), three.times(3));
  return {
    is: [zero, one, two, three],
    before: [sum(one, two, three), sum(two, three), three, g.constant(0)],
    word: sum(a.effective.minus(rest).times(0.25), a.distance),
  };
}

/** More than any memory has bytes, and than an access can lie beyond its end. */
const BEYOND = 2 ** 28;
/** More than the excess of a token that accesses nothing, whose pages may be any number. */
const FAR = 2 ** 50;

/** How many bytes an access reaches beyond the end of the memory; negative within it. */
export function excessOf(
  g: GraphBuilder,
  { p1, p2 }: Columns['controls'],
  effective: Expression,
  pages: Expression,
): Expression {
  return sum(effective, g.one, p1, p2.times(2), pages.times(-65536));
}

/** The bytes that a load finds at its address, as a number of its width before sign extension. */
export function banks(
  circuit: Circuit,
  c: Columns,
  controls: Columns['controls'],
  r: Rotation,
  bytes: ReturnType<typeof bytesOf>['bytes'],
  excess: Expression,
): Expression {
  const { g } = circuit;
  // A store that traps writes nothing; words of the initial memory, no operations, are there before its pages.
  const within = sum(excess.times(-1), g.one.minus(c.isOp).times(BEYOND));
  const wordSquared = g.variable('word address²', g.gate(r.word, r.word));
  const stores = [c.stores[0], c.stores[1], c.stores[2], c.stores[2]];
  const found = [0, 1, 2, 3].map((j) => {
    const rotations = [0, 1, 2, 3].map((k) => ({ is: r.is[k], i: (j - k + 4) % 4 }));
    const byte = g.variable(
      `byte for bank ${j}`,
      sum(...rotations.map(({ is, i }) => g.gate(is, bytes[i].byte))),
    );
    const live = sum(
      ...rotations.map(({ is, i }) =>
        g.step(within.plus(sum(is, stores[i], g.constant(-2)).times(FAR))),
      ),
    );
    const dead = g.variable(`key of bank ${j} is dead`, g.gate(g.one).minus(live));
    const bankAddress = r.word.plus(r.before[j]);
    const carry = g.gate(r.before[j], r.word.times(2).plus(g.one));
    const square =
      j < 3
        ? wordSquared.plus(g.variable(`bank ${j} address² - word address²`, carry))
        : wordSquared;
    const fetched = addressed(
      g,
      'memory',
      `memory bank ${j}`,
      `finds the last byte written at this word address in bank ${j}`,
      bankAddress,
      { address: bankAddress, square, dead },
      [byte, bankAddress],
      ['byte', 'word address'],
    );
    g.memory(`memory ${j}`, 'word address → byte, and the word address that was found', fetched[0]);
    const value = g.variable(`byte of bank ${j}`, fetched[0]);
    const distance = bankAddress.minus(g.variable(`address found in bank ${j}`, fetched[1]));
    // A byte that was never written is 0: the nearest key won, and its address differs.
    const far = distance.times(256);
    return g.variable(
      `byte read from bank ${j}`,
      sum(
        g.gate(value.plus(far)),
        g.gate(value.minus(far)),
        g.gate(far).times(-1),
        g.gate(far.times(-1)).times(-1),
        value.times(-1),
      ),
    );
  });
  const widths = [g.one, controls.p1, controls.p2, controls.p2];
  const terms = widths.flatMap((width, i) =>
    r.is.map((is, k) => {
      const off = sum(g.constant(2), is.times(-1), width.times(-1)).times(256);
      return circuit.only('load', 'load', 256, found[(i + k) % 4].minus(off)).times(256 ** i);
    }),
  );
  return sum(...terms);
}
