/**
 * Which token comes next. All decisions end in eleven variables, and the unembedding turns them into a token:
 * argmax over lines is an upper envelope, so a family of rows takes the floor of a quotient on any grid.
 */
import { type Expression, sum, ZERO } from '../graph/expression';
import { TOKENS, type Token } from '../program/vocabulary';
import { type Columns, continuation } from './columns';
import { operationNumber, trapNumber } from './kinds';
import type { Circuit } from './state';

/** Score bonuses; each exceeds what the digits of a first and of a later kind can score. */
const FIRST = 2 ** 45;
const LATER = 2 ** 41;

export interface Situation {
  readonly c: Columns;
  readonly controls: Columns['controls'];
  readonly pc: Expression;
  readonly depth: Expression;
  readonly maxDepth: Expression;
  readonly number: Expression;
  readonly nextOperation: Expression;
  readonly immediate: Expression;
  readonly count: Expression;
  readonly returnAddress: Expression;
  readonly x: Expression;
  readonly notZero: Expression;
  readonly lowByte: Expression;
  /** Bytes of a load or store beyond the end of the memory. */
  readonly excess: Expression;
  readonly traps: { divideByZero: Expression; overflow: Expression };
  readonly bits: { lane: Expression; plus: Expression; both: Expression };
  readonly writesQuotient: Expression;
  readonly numerator: Expression;
  readonly denominator: Expression;
  /** Reads the entry of a jump table that ends at a position. */
  readonly tableEntry: (position: Expression) => Expression;
}

/** Where a jump goes, whether it is taken, and (not yet in a slot) whether it traps instead. */
function jumps(circuit: Circuit, s: Situation) {
  const { g } = circuit;
  const { c } = s;
  const clamped = g.variable('table index', sum(s.x, g.gate(s.x.minus(s.count)).times(-1)));
  const entry = s.tableEntry(sum(s.immediate, clamped.times(3), g.constant(2)));
  const far = 2 ** 33;
  const target = g.variable(
    'jump target',
    sum(
      circuit.only('jump to immediate', 'jump to immediate', far, s.immediate),
      circuit.only('jump to return', 'jump to return', far, s.returnAddress),
      circuit.only('jump to table', 'jump to table', far, entry),
    ),
  );
  const tooDeep = sum(s.depth, s.maxDepth.times(-1), g.one.minus(c.isCall).times(-far));
  const exhausted = g.step(tooDeep.minus(g.one));
  const conditional = (x: Expression) => {
    const own = x.minus(g.one.minus(c.isOp).times(far));
    return circuit.only('jump to immediate', 'jump to immediate', far, own, s.controls.p1);
  };
  const taken = g.variable(
    'jump is taken',
    sum(
      c.jumpsAlways,
      conditional(s.x),
      conditional(s.x.minus(g.one)).times(-1),
      exhausted.times(-1),
    ),
  );
  return { distance: target.minus(s.pc), taken, exhausted };
}

/** Whether a load or store leaves the memory; not yet in a slot. */
function bounds(circuit: Circuit, s: Situation): Expression {
  const { g } = circuit;
  const excess = s.excess.minus(g.one.minus(s.c.isOp).times(2 ** 34));
  return sum(
    circuit.only('store', 'load', 2 ** 34, excess),
    circuit.only('store', 'load', 2 ** 34, excess.minus(g.one)).times(-1),
  );
}

/** The decision variables, and the logits over them. */
export function decide(circuit: Circuit, s: Situation): (token: number) => Expression {
  const { g } = circuit;
  const { c, controls } = s;
  const { distance, taken, exhausted } = jumps(circuit, s);
  const outOfBounds = bounds(circuit, s);
  const { divideByZero, overflow } = s.traps;
  const traps = g.variable('traps', sum(divideByZero, overflow, outOfBounds));

  const startsUp = circuit.only('set pages', 'set pages', 2, c.isQuotientEnd);
  const done = g.extend('is complete or starts up', c.isDone, startsUp);
  const begins = g.extend('begins a number after start-up', c.beginsNumber, startsUp.times(-1));
  const operation = g.variable(
    'next token: operation',
    sum(
      g.gate(sum(done, taken.times(-1), traps.times(-1)), s.nextOperation),
      divideByZero.times(trapNumber('integer divide by zero')),
      overflow.times(trapNumber('integer overflow')),
      outOfBounds.times(trapNumber('out of bounds memory access')),
      exhausted.times(trapNumber('call stack exhausted')),
    ),
  );
  const firstDigit = g.variable(
    'next token: first digit of a result',
    g.gate(sum(begins, s.writesQuotient.times(-1), traps.times(-1))),
  );
  const firstScratch = g.variable(
    'next token: first digit of a quotient',
    g.gate(s.writesQuotient.minus(traps)),
  );
  const first = sum(begins, traps.times(-1));
  const numerator = g.variable('first numerator', g.gate(first, s.numerator));
  const denominator = g.variable('first denominator', g.gate(first, s.denominator));

  const { continues } = c;
  const place = g.extend(
    'next token: family and lane',
    c.continuation,
    g.gate(s.bits.lane.plus(g.one).minus(g.one.minus(c.beginsBits).times(64))),
  );
  const digit = g.variable(
    'digit of bits or output',
    sum(
      circuit.only('bits', 'bits', 1024, s.bits.plus.minus(g.one.minus(controls.p1).times(1024))),
      g.gate(s.bits.both.minus(circuit.other('bits').times(1024)), controls.p2),
      g.gate(s.lowByte.minus(g.one.minus(c.isOutput).times(256))),
    ),
  );
  const written = s.number.minus(g.one.minus(c.continuesNumber).times(2 ** 33));
  const rest = g.variable(
    'rest to write',
    sum(
      g.gate(c.continuesNumber, s.numerator),
      g.gate(written, s.denominator).times(-1),
      g.gate(digit.minus(g.one.minus(c.continues).times(1024))),
      g.gate(c.continuesJump, distance),
    ),
  );
  const unit = g.variable(
    'unit of digit',
    sum(
      g.gate(c.numberUnit, s.denominator),
      circuit.only('bits', 'bits', 2, c.continues),
      c.otherUnit,
    ),
  );
  const jumpDistance = g.variable('distance to jump', g.gate(taken, distance));

  return (id) => {
    const token = TOKENS[id];
    const k = firstGrid.get(id);
    const firstRow = (flag: Expression, grid: Grid | undefined) =>
      grid === undefined
        ? flag.times(-FIRST)
        : sum(
            numerator.times(grid.index),
            denominator.times(-grid.sum),
            flag.times(FIRST + grid.index / 2),
          );
    const laterRow = () => {
      const lane = continuation(token.family, token.lane);
      const { value } = token;
      return sum(
        rest.times(value),
        unit.times((-value * (value + 1)) / 2),
        continues.times(value / 2 - LATER * lane ** 2),
        place.times(2 * LATER * lane),
      );
    };
    switch (token.family) {
      case 'op': {
        const number = operationNumber(token.value);
        return sum(operation.times(2 * number), g.constant(-(number ** 2)));
      }
      case 'digit':
        return sum(firstRow(firstDigit, k), laterRow());
      case 'scratch':
        return sum(firstRow(firstScratch, k), laterRow());
      case 'jump': {
        const firstJump = k
          ? sum(jumpDistance.times(k.index), taken.times(FIRST + k.index / 2 - k.sum))
          : taken.times(-FIRST);
        return sum(firstJump, token.value < 0 ? ZERO : laterRow());
      }
      case 'stdout':
      case 'stderr':
      case 'files':
        return laterRow();
      default:
        // These stand in the prompt or come from the host; some other row is always positive.
        return g.constant(-1);
    }
  };
}

interface Grid {
  /** How many values of the grid are below this one. */
  readonly index: number;
  /** The sum of the grid's values up to this one, without the lowest. */
  readonly sum: number;
}

/**
 * The first digits in order of their values. The row of the k-th scores k·(N + ½) - D·(v_1 + … + v_k), which
 * is largest for the last k with D·v_k ≤ N.
 */
function grid(tokens: readonly Token[], value: (token: Token) => number): Map<number, Grid> {
  const sorted = tokens.map((token) => ({ token, v: value(token) })).sort((a, b) => a.v - b.v);
  let total = 0;
  return new Map(
    sorted.map(({ token, v }, index) => {
      if (index > 0) total += v;
      return [token.id, { index, sum: total }];
    }),
  );
}

const placeValue = ({ value, lane }: Token) => value * 256 ** lane;

const firstGrid = new Map([
  ...(['digit', 'scratch'] as const).flatMap((family) => [
    // A leading zero is written only where the number is 0.
    ...grid(
      TOKENS.filter((t) => t.family === family && (t.value > 0 || t.lane === 0)),
      placeValue,
    ),
  ]),
  // A step that a lower lane can write is not written in a higher one.
  ...grid(
    TOKENS.filter((t) => t.family === 'jump' && (t.lane === 0 || t.value < -1 || t.value > 0)),
    placeValue,
  ),
]);
