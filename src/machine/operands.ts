/**
 * The values behind the pointers: whole operands, single bytes, bits of the byte in the current lane, and
 * the address of a memory access.
 */
import { type Expression, sum, ZERO } from '../graph/expression';
import type { GraphBuilder } from '../graph/graph';
import type { Columns } from './columns';
import type { Role } from './roles';
import { at, type fetch, type numbers, type pointers } from './state';

type Pointers = ReturnType<typeof pointers>;
type Fetched = ReturnType<typeof fetch>;

/** Larger than any position. */
const FAR = 2 ** 27;

/** The largest memory, in bytes. */
const MAX_BYTES = 2 ** 26;

/** The operands as numbers, with their lower halves and what a shift by x multiplies with. */
export function operands(g: GraphBuilder, c: Columns, n: ReturnType<typeof numbers>, p: Pointers) {
  const value = (name: 'x' | 'y' | 'z') => {
    const which = { x: 'top', y: 'second', z: 'third' }[name];
    const purpose = `reads the value of the ${which} operand where it was written`;
    const [number, low] = at(
      g,
      'operand',
      `value of ${name}`,
      purpose,
      p[name].pointer,
      [n.number, n.low],
      ['value', 'low half'],
    );
    if (name === 'x') g.memory('numbers', 'position of a last digit → the number', number);
    const whole = g.variable(name, number);
    return name === 'z' ? { whole, low: whole } : { whole, low: g.variable(`low ${name}`, low) };
  };
  const [x, y, z] = [value('x'), value('y'), value('z')];
  const shift = at(
    g,
    'operand',
    'shift of x',
    'reads the powers of two that a shift by x needs',
    p.x.pointer,
    [c.power, c.copower],
    ['2^shift', '2^(32 - shift)'],
  );
  const [far] = at(
    g,
    'operand',
    'long shift of x',
    'reads whether a shift of two words by x is one by a word or more',
    p.x.pointer,
    [c.bits[5]],
    ['bit 5', ''],
  );
  return {
    x: x.whole,
    y: y.whole,
    z: z.whole,
    lowX: x.low,
    lowY: y.low,
    power: g.variable('2^shift of x', shift[0]),
    copower: g.variable('2^(32 - shift) of x', shift[1]),
    far: g.variable('shift of x is 32 or more', far),
  };
}

/** The four bytes of x; bytes beyond its length read the token before its digits, which has none. */
export function bytesOf(g: GraphBuilder, c: Columns, x: Pointers['x']) {
  const byte = sum(...c.bits.map((bit, i) => bit.times(2 ** i)));
  const population = sum(...c.bits);
  const bytes: { byte: Expression; bitLength: Expression; trailing: Expression }[] = [];
  let ones: Expression | undefined;
  for (let i = 0; i < 4; i++) {
    // A number has at least one digit.
    const beyond =
      i === 0 ? ZERO : g.variable(`byte ${i} is beyond x`, g.gate(g.constant(i).minus(x.length)));
    const position = sum(x.pointer, g.constant(-i), beyond);
    const first = at(
      g,
      'operand',
      `byte ${i} of x`,
      `reads byte ${i} of the top operand`,
      position,
      [byte, c.bitLength],
      ['byte', 'bit length'],
    );
    const more = at(
      g,
      'operand',
      `zeros and ones of byte ${i} of x`,
      `counts the ones and trailing zeros of byte ${i} of the top operand`,
      position,
      [c.trailing, population],
      ['8 - trailing zeros', 'ones'],
    );
    bytes.push({
      byte: g.variable(`byte ${i} of x`, first[0]),
      bitLength: g.variable(`bit length of byte ${i}`, first[1]),
      trailing: g.variable(`8 - trailing zeros of byte ${i}`, more[0]),
    });
    ones = ones ? ones.plus(more[1]) : more[1];
  }
  return { bytes, ones: g.variable('ones of x', ones as Expression) };
}

/** For and, or, xor: the lane to write next, and in it x + y and x ∧ y as numbers. */
export function bitwise(g: GraphBuilder, c: Columns, controls: Columns['controls'], p: Pointers) {
  // The first digit is that of the longer operand, for `and` (the only one with p1 = 0) of the shorter.
  const begins = (expression: Expression) =>
    g.gate(expression.minus(g.one.minus(c.beginsBits).times(64)));
  const shorter = g.one.minus(controls.p1).times(64);
  const lane = g.variable(
    'bit lane',
    sum(
      c.nextLane,
      begins(p.y.length),
      begins(sum(p.x.length, p.y.length.times(-1), shorter.times(-1))),
      begins(sum(p.y.length, p.x.length.times(-1), controls.p1.times(-64))).times(-1),
    ),
  );
  const places = (['x', 'y'] as const).map((name) => {
    const beyond = g.variable(`lane is beyond ${name}`, g.gate(lane.minus(p[name].length)));
    return { name, position: sum(p[name].pointer, lane.times(-1), beyond) };
  });
  const pairs = [0, 2, 4, 6].map((i) =>
    places.map(({ name, position }) =>
      at(
        g,
        'operand',
        `bits ${i} and ${i + 1} of ${name}`,
        `reads two bits of ${name} in the lane that is written next`,
        position,
        [c.bits[i], c.bits[i + 1]],
        [`bit ${i}`, `bit ${i + 1}`],
      ),
    ),
  );
  const sums = pairs.flatMap(([x, y], i) =>
    [0, 1].map((k) => g.variable(`bit ${2 * i + k} of x plus y`, x[k].plus(y[k]))),
  );
  const both = g.variable(
    'x ∧ y',
    sum(...sums.map((bit, i) => g.gate(bit.minus(g.one)).times(2 ** i))),
  );
  return { lane, plus: sum(...sums.map((bit, i) => bit.times(2 ** i))), both };
}

/**
 * The byte address of a memory access; and for a word of the initial memory, through the same circuit, that
 * of its run, with the distance from there in words apart.
 */
export function address(
  g: GraphBuilder,
  c: Columns,
  n: ReturnType<typeof numbers>,
  p: Pointers,
  f: Fetched,
) {
  const run = g.variable(
    'start of run',
    g.lookup({
      name: 'start of run',
      role: 'memory' satisfies Role,
      purpose: 'finds where the run of initial memory that a word belongs to begins',
      query: [g.one, g.constant(0)],
      key: [c.isAt, g.constant(0)],
      value: [g.position, g.constant(0)],
      values: ['position', ''],
    })[0],
  );
  // An edit of the memory finds 0 at position 0, where the header begins: its address is all in the immediate.
  const isStore = sum(c.stores[0], c.isWord.times(-1), c.isMemoryEdit.times(-1));
  const pointer = g.variable(
    'address pointer',
    sum(
      g.gate(p.y.pointer.minus(g.one.minus(isStore).times(FAR))),
      g.gate(p.x.pointer.minus(c.stores[0].times(FAR))),
      g.gate(run.minus(g.one.minus(c.isWord).times(FAR))),
    ),
  );
  const distance = g.variable(
    'words into run',
    g.gate(c.isWord, sum(g.position.minus(run).times(0.25), g.constant(-1))),
  );
  const [base, modFour] = at(
    g,
    'operand',
    'address',
    'reads the address operand of a load or store',
    pointer,
    [n.number, c.bits[0].plus(c.bits[1].times(2))],
    ['address', 'address mod 4'],
  );
  // Beyond the largest memory the access traps; as a key or query such an address would not be exact.
  const whole = g.variable('address', base);
  const excess = g.gate(whole.plus(f.immediate).minus(g.constant(MAX_BYTES)), g.constant(-1));
  return {
    effective: g.extend('address, at most 64 MiB', whole, excess).plus(f.immediate),
    /** Sum of two numbers from 0 to 3. */
    modFour: g.extend('address plus immediate mod 4', f.immediateModFour, modFour),
    distance,
  };
}
