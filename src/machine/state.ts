/**
 * The state of the machine, as lookups into the trace: the number that ends at a token, the counters, the
 * instruction and its immediates, locals and globals, and the operand stack.
 *
 * A value is never copied. A stack entry or a local is a pointer: the position of the token at which the
 * digits of the value end, and how many digits there are.
 */
import { type Expression, sum, ZERO } from '../graph/expression';
import type { GraphBuilder } from '../graph/graph';
import type { Columns } from './columns';
import { KINDS, type Kind } from './kinds';
import type { Role } from './roles';

/** Added to the score of a key that must never win; larger than any difference of live scores. */
const DEAD = 2 ** 54;

/** How far a token looks back for the digits of its number. */
const DIGITS = 4;

/** The parts of the machine that several circuits need. */
export class Circuit {
  constructor(
    readonly g: GraphBuilder,
    readonly kind: Expression,
    readonly kindSquared: Expression,
  ) {}

  /** 0 for the kinds `k` and `l` (equal or neighbours in `KINDS`), at least 1 for every other. */
  other(k: Kind, l: Kind = k): Expression {
    const [a, b] = [KINDS.indexOf(k), KINDS.indexOf(l)];
    if (Math.abs(a - b) > 1) throw new Error(`the kinds ${k} and ${l} are not neighbours`);
    return sum(this.kindSquared, this.kind.times(-(a + b)), this.g.constant(a * b));
  }

  /** relu(expression), but 0 where the kind is neither `k` nor `l`; `bound` exceeds the expression. */
  only(k: Kind, l: Kind, bound: number, expression: Expression, value = this.g.one): Expression {
    return this.g.gate(expression.minus(this.other(k, l).times(bound)), value);
  }
}

/** A head that finds the rightmost token for which `flag` is 1. */
function latest(
  g: GraphBuilder,
  role: Role,
  name: string,
  purpose: string,
  flag: Expression,
  ...value: Expression[]
) {
  return g.lookup({
    name,
    purpose,
    role,
    query: [g.one, ZERO],
    key: [flag, ZERO],
    value: [value[0], value[1] ?? ZERO],
  });
}

/** A head that reads at a computed position. */
export function at(
  g: GraphBuilder,
  role: Role,
  name: string,
  purpose: string,
  position: Expression,
  value: Expression[],
  values: [string, string] = ['', ''],
) {
  return g.lookup({
    name,
    purpose,
    role,
    query: [position, g.one],
    key: [g.position.times(2), g.positionSquared.times(-1)],
    value: [value[0], value[1] ?? ZERO],
    values,
  });
}

/** A head over an addressed store: the latest key with that address wins, dead keys never. */
export function addressed(
  g: GraphBuilder,
  role: Role,
  name: string,
  purpose: string,
  address: Expression,
  key: { address: Expression; square: Expression; dead: Expression },
  value: Expression[],
  values: [string, string],
) {
  return g.lookup({
    name,
    purpose,
    role,
    query: [address, g.one],
    key: [key.address.times(2), key.square.plus(key.dead.times(DEAD)).times(-1)],
    value: [value[0], value[1] ?? ZERO],
    values,
  });
}

/** The controls of the operation that a token belongs to, in the slots of its own. */
export function spreadControls(g: GraphBuilder, c: Columns): Columns['controls'] {
  const names = Object.keys(c.controls) as (keyof Columns['controls'])[];
  const spread: Partial<Record<(typeof names)[number], Expression>> = {};
  for (let i = 0; i < names.length; i += 2) {
    const pair = names.slice(i, i + 2);
    // An operation must not add its own controls to themselves: it looks at a token that has none.
    const fetched = g.lookup({
      name: `controls: ${pair.join(', ')}`,
      purpose: 'copies the control signals of the last operation to the tokens that belong to it',
      role: 'copy' satisfies Role,
      query: [g.one.minus(c.isOp.times(2)), ZERO],
      key: [c.isOp, ZERO],
      value: [c.controls[pair[0]], pair[1] ? c.controls[pair[1]] : ZERO],
      values: [pair[0], pair[1] ?? ''],
    });
    pair.forEach((name, k) => {
      spread[name] = g.extend(`${name} of operation`, c.controls[name], fetched[k]);
    });
  }
  return spread as Columns['controls'];
}

/** The number spelled by the digits that end at each token. */
export function numbers(g: GraphBuilder, c: Columns) {
  const behind = Array.from({ length: DIGITS }, (_, i) => {
    const [place, lane] = at(
      g,
      'digits',
      `digit ${i + 1} back`,
      `reads the token ${i + 1} back, which may be a digit of the same number`,
      g.position.minus(g.constant(i + 1)),
      [c.place, c.laneBehind],
      ['place value', 'lane'],
    );
    return {
      place: g.variable(`place ${i + 1} back`, place),
      lane: g.variable(`lane ${i + 1} back`, lane),
    };
  });
  // The token i back belongs to this number if its lane is i higher; it can never be more than that.
  const belongs = behind.map(({ lane }, i) => sum(lane, c.laneHere.times(-1), g.constant(-i)));
  // Only a token that ends a number has a low half: elsewhere the higher bytes would make it a large number.
  const ends = behind[0].lane.minus(c.laneHere.times(100));
  const low = g.extend('low half', c.lowPlace, g.gate(ends, behind[0].place));
  const number = g.extend(
    'number',
    c.place,
    sum(...behind.slice(0, 3).map(({ place }, i) => g.gate(belongs[i], place))),
  );
  const length = g.extend('length', c.ownLength, sum(...belongs.map((b) => g.gate(b))));
  return { number, low, length };
}

/** Program counter, operand-stack depth and call depth. */
export function counters(g: GraphBuilder, c: Columns) {
  const [pc, stack] = g.cumulative(
    'counts the steps of the program counter and of the operand stack',
    { name: 'pc', expression: c.pcStep },
    { name: 'stack depth', expression: c.stackStep },
  );
  const [depth] = g.cumulative('counts calls and returns', {
    name: 'call depth',
    expression: c.depthStep,
  });
  return { pc, stack, depth };
}

type Counters = ReturnType<typeof counters>;
type Numbers = ReturnType<typeof numbers>;

/** The instruction that runs, its immediates, and the one that follows it in the program. */
export function fetch(
  g: GraphBuilder,
  c: Columns,
  controls: Columns['controls'],
  n: Numbers,
  counter: Counters,
) {
  const { pc } = counter;
  const [fetched] = latest(
    g,
    'copy',
    'pc of operation',
    'the program counter after the last operation',
    c.isOp,
    pc.early,
  );
  // An edit has its immediates just before it, where an operation has them in the prompt.
  const ownPosition = g.gate(c.isEditEnd, g.position.minus(pc.early));
  const pcOfOperation = g.variable('pc of operation', sum(fetched, ownPosition));
  g.tap(
    'pc of operation',
    'position behind the immediate of the operation or edit that a token belongs to',
    pcOfOperation,
  );
  const next = g.variable(
    'next operation',
    at(
      g,
      'fetch',
      'next operation',
      'reads the instruction at the program counter',
      pc.early,
      [c.codeNumber],
      ['operation number', ''],
    )[0],
  );
  const immediate = at(
    g,
    'fetch',
    'immediate',
    'reads the immediate of the operation, which ends just before the next instruction',
    pcOfOperation.minus(g.one),
    [n.number, c.bits[0].plus(c.bits[1].times(2))],
    ['immediate', 'immediate mod 4'],
  );
  const second = at(
    g,
    'fetch',
    'second immediate',
    'reads the count of a jump table, or the constant before a set or in an edit',
    pcOfOperation.minus(controls.secondImmediate),
    [n.number, n.length],
    ['count', 'length'],
  );
  return {
    pcOfOperation,
    next,
    immediate: g.variable('immediate', immediate[0]),
    immediateModFour: g.variable('immediate mod 4', immediate[1]),
    count: g.variable('table count', second[0]),
    constantLength: g.variable('length of constant', second[1]),
  };
}

/** The header of the prompt: three numbers at fixed positions. */
export function header(g: GraphBuilder, n: Numbers) {
  const word = (name: string, index: number) =>
    g.variable(
      name,
      at(g, 'fetch', name, `reads the ${name} in the header`, g.constant(index * 4 + 3), [
        n.number,
      ])[0],
    );
  return {
    frameSize: word('frame size', 0),
    maxDepth: word('maximal call depth', 1),
    maxPages: word('maximal pages', 2),
  };
}

/** The return address on top of the call stack, as it was before a `return`. */
export function returns(g: GraphBuilder, c: Columns, { pc, depth }: Counters) {
  const square = g.variable('call depth²', g.gate(depth.early, depth.early));
  const [address] = addressed(
    g,
    'call',
    'return address',
    'finds the program counter that the call into this frame left',
    depth.late.plus(g.one),
    { address: depth.late, square, dead: c.noCall },
    [pc.late],
    ['return address', ''],
  );
  g.memory('returns', 'call depth → position of the instruction to return to', address);
  return g.variable('return address', address);
}

/** The latest quotient of the running operation, 0 where it wrote none. */
export function quotient(g: GraphBuilder, c: Columns, n: Numbers) {
  const found = latest(
    g,
    'digits',
    'quotient',
    'reads the quotient that this operation wrote, if any',
    c.isOpOrQuotient,
    n.number,
  );
  return g.variable('quotient', found[0]);
}

/** Pages of memory as the running operation found them. */
export function pages(circuit: Circuit, c: Columns, n: Numbers) {
  const { g } = circuit;
  const sets = g.variable('sets pages', circuit.only('set pages', 'grow', 2, c.isQuotientEnd));
  const now = g.variable(
    'pages',
    latest(g, 'memory', 'pages', 'reads the last size of memory', sets, n.number)[0],
  );
  g.tap('memory pages', 'size of the linear memory in pages of 64 KiB', now);
  const before = latest(
    g,
    'memory',
    'pages before',
    'reads the size of memory as it was when this operation began',
    c.isOp,
    now,
  );
  return g.variable('pages before', before[0]);
}

/** Locals and globals, then the operand stack; both hold pointers. Returns the three topmost entries. */
export function pointers(
  g: GraphBuilder,
  c: Columns,
  controls: Columns['controls'],
  n: Numbers,
  counter: Counters,
  f: ReturnType<typeof fetch>,
  frameSize: Expression,
) {
  const { pc, stack, depth } = counter;
  const written = g.variable(
    'pointer',
    sum(
      g.gate(c.isNumberEnd, g.position),
      g.gate(c.isConst, pc.late.minus(g.one)),
      g.gate(c.isTopSet, g.position.minus(g.one)),
      g.gate(c.takesSecond, f.pcOfOperation.minus(controls.secondImmediate)),
    ),
  );
  const length = g.extend('pointer length', n.length, g.gate(c.takesSecond, f.constantLength));

  const frame = g.variable(
    'frame base',
    g.gate(depth.early.minus(g.one.minus(controls.isLocal).times(2 ** 27)), frameSize),
  );
  const address = f.immediate.plus(frame);
  const addressSquared = g.variable('local address²', g.gate(address, address));
  const noLocalWrite = g.variable(
    'local key is dead',
    c.noLocalWrite.minus(g.gate(sum(controls.setsDigits, c.isResultEnd, g.constant(-1)))),
  );
  // Only a get asks. What others would ask for could lie so far off that even a dead key is nearer than the rest.
  const asked = address.minus(g.one.minus(c.isGet).times(2 ** 34));
  const local = addressed(
    g,
    'local',
    'local or global',
    'finds the last write of a local or global',
    asked,
    { address, square: addressSquared, dead: noLocalWrite },
    [written, length],
    ['pointer', 'length'],
  );
  g.memory('locals', 'call depth × frame size + index (globals: index) → pointer', local[0]);
  const localPointer = g.variable('local pointer', local[0]);
  const localLength = g.variable('local length', local[1]);

  const pointer = g.extend('stack pointer', written, g.gate(c.isGet, localPointer));
  const pointerLength = g.extend('stack pointer length', length, g.gate(c.isGet, localLength));
  const stackSquared = g.variable('stack depth²', g.gate(stack.early, stack.early));
  const slot = stack.late.minus(g.one);
  const below = sum(stack.late.times(-2), g.one);
  const slotSquared = stackSquared.plus(below);
  // An edit of an operand names its slot: its frame base is 0, so that `address` is the slot. One of the memory
  // puts its value in the free slot above the top, where it is found as a store finds its operand.
  const elsewhere = g.variable(
    'slot edited - top slot',
    g.gate(c.isOperandEdit, address.minus(slot)).plus(g.gate(c.isMemoryEdit)),
  );
  const key = {
    address: slot.plus(elsewhere),
    square: g
      .extend(
        'slot written² + stack depth² - top slot²',
        stackSquared,
        sum(
          g.gate(c.isOperandEdit, addressSquared.minus(slotSquared)),
          g.gate(c.isMemoryEdit, below.times(-1)),
        ),
      )
      .plus(below),
  };
  const noStackWrite = g.variable(
    'stack key is dead',
    c.noStackWrite.minus(g.gate(sum(controls.pushesDigits, c.isResultEnd, g.constant(-1)))),
  );
  const names = ['x', 'y', 'z'] as const;
  const entries = names.map((name, i) => {
    const place = ['top', 'second', 'third'][i];
    const entry = addressed(
      g,
      'stack',
      `stack: ${place}`,
      `finds the ${place} operand of the operation`,
      slot.minus(controls.effect).minus(g.constant(i)),
      { ...key, dead: noStackWrite },
      [pointer, pointerLength],
      ['pointer', 'length'],
    );
    if (i === 0) g.memory('stack', 'operand-stack slot → pointer', entry[0]);
    return {
      pointer: g.variable(`pointer of ${name}`, entry[0]),
      length: i < 2 ? g.variable(`length of ${name}`, entry[1]) : ZERO,
    };
  });
  g.tap('pc', 'position of the instruction to run next', pc.late);
  g.tap('stack depth', 'entries on the operand stack, over all frames', stack.late);
  g.tap('call depth', 'calls that have not returned', depth.late);
  return { x: entries[0], y: entries[1], z: entries[2] };
}
