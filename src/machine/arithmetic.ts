/**
 * The results. Arithmetic works on whole 32-bit numbers; only `and`, `or` and `xor` look at bits.
 *
 * A result is written digit by digit as floor(numerator / denominator). Most results are whole numbers
 * (denominator 1); division and right shifts let the decoding itself divide. Multiplication, remainders,
 * left shifts and rotations first write a quotient, as scratch, and then the result from which it is gone.
 */
import { type Expression, sum } from '../graph/expression';
import type { Columns } from './columns';
import type { Kind } from './kinds';
import type { address, bytesOf, operands } from './operands';
import type { Circuit } from './state';

/** One more than the largest 32-bit number. */
const WORD = 2 ** 32;
/** Larger than any intermediate that a kind mask must switch off. */
const BOUND = 2 ** 34;

export interface Sources {
  readonly controls: Columns['controls'];
  readonly operands: ReturnType<typeof operands>;
  readonly bytes: ReturnType<typeof bytesOf>;
  readonly address: ReturnType<typeof address>;
  readonly quotient: Expression;
  readonly pages: Expression;
  readonly maxPages: Expression;
  /** What a load found. */
  readonly loaded: Expression;
}

/** Signs and magnitudes of the operands. */
export function signs(circuit: Circuit, c: Columns, { controls, operands: o }: Sources) {
  const { g } = circuit;
  const negative = (name: string, value: Expression) => {
    const edge = value.minus(g.constant(2 ** 31)).minus(g.one.minus(controls.signed).times(WORD));
    return g.variable(`${name} is negative`, g.step(edge));
  };
  const [negativeX, negativeY] = [negative('x', o.x), negative('y', o.y)];
  const signedX = o.x.minus(negativeX.times(WORD));
  const signedY = o.y.minus(negativeY.times(WORD));
  const magnitudeX = g.variable('|x|', sum(g.gate(signedX), g.gate(signedX.times(-1))));
  const magnitudeY = g.variable('|y|', sum(g.gate(signedY), g.gate(signedY.times(-1))));
  const withSign = (value: Expression, flag: Expression) => g.gate(value.minus(flag.times(BOUND)));
  const positiveY = g.one.minus(negativeY);
  /** |x| with the sign of y: what a remainder subtracts for each unit of the quotient. */
  const divisor = g.variable(
    '|x| signed as y',
    sum(
      withSign(signedX, negativeY),
      withSign(signedX.times(-1), negativeY),
      withSign(signedX, positiveY).times(-1),
      withSign(signedX.times(-1), positiveY).times(-1),
    ),
  );
  const differs = sum(negativeX, negativeY.times(-1));
  /** A quotient or shifted number that is negative, and so cannot be written by division alone. */
  const negativeResult = g.variable(
    'quotient is negative',
    sum(
      circuit.only('div', 'div', 4, differs),
      circuit.only('div', 'div', 4, differs.times(-1)),
      circuit.only('shr', 'shr', 4, negativeY),
    ),
  );
  const notZero = g.variable('x is not 0', sum(g.gate(o.x), g.gate(o.x.minus(g.one)).times(-1)));
  const extremes = g.variable(
    'y is -2^31 and x is -1',
    sum(
      g.gate(o.x.minus(g.constant(WORD - 2))),
      g.gate(o.y.minus(g.constant(2 ** 31 - 1))),
      g.gate(o.y.minus(g.constant(2 ** 31))).times(-2),
      g.gate(o.y.minus(g.constant(2 ** 31 + 1))),
    ),
  );
  const own = c.isOp;
  const traps = {
    divideByZero: circuit.only('rem', 'div', 4, own.minus(notZero)),
    overflow: circuit.only('div', 'div', 8, sum(extremes, controls.signed, own, g.constant(-3))),
  };
  return {
    negativeY,
    signedX,
    signedY,
    magnitudeX,
    magnitudeY,
    divisor,
    negativeResult,
    notZero,
    traps,
  };
}

type Signs = ReturnType<typeof signs>;

/**
 * The partial products of a multiplication, for the kinds that use them: xl·yl, then (xl·yh + xh·yl), whose upper
 * half belongs to the upper word, and xh·yh. They are made where they are needed: neurons are cheaper than slots.
 */
function product(circuit: Circuit, o: Sources['operands']) {
  const half = 2 ** 16;
  const [highX, highY] = [o.x.minus(o.lowX).times(1 / half), o.y.minus(o.lowY).times(1 / half)];
  const by = (k: Kind, l: Kind, value: Expression, factor: Expression) =>
    circuit.only(k, l, half, value, factor);
  return {
    low: (k: Kind) => by(k, k, o.lowX, o.lowY),
    cross: (k: Kind, l = k) => sum(by(k, l, o.lowX, highY), by(k, l, o.lowY, highX)),
    high: (k: Kind) => by(k, k, highX, highY),
  };
}

/** What the decoding divides, when it divides. */
export function division(circuit: Circuit, c: Columns, s: Sources, sign: Signs) {
  const { g } = circuit;
  const { operands: o, pages, maxPages } = s;
  const { low, cross } = product(circuit, o);
  const grown = pages.plus(o.x);
  const growFails = g.variable(
    'grow fails',
    sum(
      circuit.only('grow', 'grow', BOUND, grown.minus(maxPages)),
      circuit.only('grow', 'grow', BOUND, sum(grown, maxPages.times(-1), g.constant(-1))).times(-1),
    ),
  );
  const dividend = g.variable(
    'dividend',
    sum(
      circuit.only('rem', 'div', BOUND, sign.magnitudeY),
      circuit.only('shr', 'rotr', BOUND, o.y),
      circuit.only('rotl', 'shl', BOUND, o.y),
      circuit.only('wide shl', 'over', BOUND, o.y),
      circuit.only('under', 'wide shr', BOUND, o.y),
      low('mul half'),
      cross('mul', 'mul high'),
      circuit.only('mul high', 'mul high', BOUND, o.z),
      circuit.only('set pages', 'set pages', BOUND, o.x),
      circuit.only('grow', 'grow', BOUND, grown.minus(growFails.times(BOUND))),
    ),
  );
  const divisor = g.variable(
    'divisor',
    sum(
      circuit.only('rem', 'div', BOUND, sign.magnitudeX.minus(g.one)),
      circuit.only('shr', 'rotr', BOUND, o.power.minus(g.one)),
      circuit.only('rotl', 'shl', BOUND, o.copower.minus(g.one)),
      circuit.only('wide shl', 'over', BOUND, o.copower.minus(g.one)),
      circuit.only('under', 'wide shr', BOUND, o.power.minus(g.one)),
      circuit.only('mul half', 'mul', BOUND, g.constant(2 ** 16 - 1)),
      circuit.only('mul high', 'mul high', BOUND, g.constant(2 ** 16 - 1)),
      g.gate(g.one),
    ),
  );
  /** The number of pages is written even when it is 0. */
  const always = g.variable(
    'quotient is always written',
    sum(
      circuit.only('set pages', 'set pages', 2, g.one),
      circuit.only('grow', 'grow', 2, g.one.minus(growFails)),
    ),
  );
  const isQuotient = g.variable(
    'result is the quotient',
    sum(
      circuit.only('div', 'shr', 2, g.one.minus(sign.negativeResult)),
      circuit.only('mul half', 'mul half', 2, g.one),
    ),
  );
  const edge = sum(dividend, divisor.times(-1), always);
  const off = sum(g.one, c.isOp.times(-1), isQuotient).times(BOUND);
  const writesQuotient = g.variable('quotient comes first', g.step(edge.minus(off)));
  return { growFails, dividend, divisor, isQuotient, writesQuotient };
}

/** Results that are whole numbers, before they are reduced modulo 2^32. */
function wholeResult(
  circuit: Circuit,
  s: Sources,
  sign: Signs,
  d: ReturnType<typeof division>,
): Expression {
  const { g } = circuit;
  const { controls, operands: o, quotient: q } = s;
  const only = (kind: Parameters<Circuit['only']>[0], value: Expression, factor = g.one) =>
    circuit.only(kind, kind, BOUND, value, factor);
  const { low, cross, high } = product(circuit, o);
  const difference = sign.signedY.minus(sign.signedX);
  const sum32 = g.constant(WORD);
  return sum(
    only('add', o.x.plus(o.y)),
    only('sub', sum(o.y, o.x.times(-1), sum32)),
    low('mul'),
    cross('mul').times(2 ** 16),
    only('mul', q).times(-WORD),
    high('mul high'),
    only('mul high', q),
    only('rem', o.y),
    only('rem', q, sign.divisor).times(-1),
    only('div', sum32.minus(q)),
    only('shr', sum(q, sum32, o.copower.times(-1))),
    circuit.only('rotl', 'shl', BOUND, o.power, o.y),
    circuit.only('rotl', 'shl', BOUND, q).times(-WORD),
    only('rotr', o.copower, o.y),
    only('rotr', q).times(-WORD),
    ...wideShifts(circuit, s, sign),
    circuit.only('carry', 'borrow', BOUND, o.z),
    only('carry', sum(o.x, o.y, g.constant(1 - WORD))),
    only('carry', sum(o.x, o.y, g.constant(-WORD))).times(-1),
    only('borrow', sum32),
    only('borrow', o.x.minus(o.y)).times(-1),
    only('borrow', sum(o.x, o.y.times(-1), g.constant(-1))),
    only('compare', controls.p1),
    only('compare', difference.times(-1), controls.p2),
    only('compare', sum(difference.times(-1), g.constant(-1)), controls.p2).times(-1),
    only('compare', difference, controls.p3),
    only('compare', difference.minus(g.one), controls.p3).times(-1),
    only('eqz', g.one.minus(sign.notZero)),
    only('select', o.y.minus(sign.notZero.times(BOUND))),
    only('select', o.z.minus(g.one.minus(sign.notZero).times(BOUND))),
    only('move', o.x),
    only('size', s.pages),
    only('grow', s.pages.minus(d.growFails.times(BOUND))),
    d.growFails.times(WORD - 1),
    only('input', g.constant(WORD - 1)),
    counts(circuit, s),
  );
}

/**
 * The terms of a two-word shift. A word that moves within itself is y · 2^shift without its quotient by 2^32, or
 * to the right y divided by 2^shift; what crosses over to the other word is the other of the two. Beyond 32
 * places the two change roles.
 */
function wideShifts(circuit: Circuit, s: Sources, sign: Signs): Expression[] {
  const { g } = circuit;
  const { operands: o, quotient: q } = s;
  const near = g.one.minus(o.far);
  const positive = g.one.minus(sign.negativeY);
  /** `value` where the kind is one of these and no flag of `off` is up. */
  const only = (kinds: [Kind, Kind?], value: Expression, off: Expression[], factor = g.one) =>
    circuit.only(
      kinds[0],
      kinds[1] ?? kinds[0],
      BOUND,
      sum(value, ...off.map((flag) => flag.times(-BOUND))),
      factor,
    );
  const movesLeft = (kind: Kind, power: Expression, off: Expression) => [
    only([kind], power, [off], o.y),
    only([kind], q, [off]).times(-WORD),
  ];
  return [
    ...movesLeft('wide shl', o.power, o.far),
    ...movesLeft('over', o.power, near),
    ...movesLeft('under', o.copower, o.far),
    only(['over'], q, [o.far]),
    only(['under'], q, [near]),
    only(['wide shr'], q, [o.far]),
    only(['over', 'under'], o.z, []),
    // The ones with which a negative number is filled up.
    only(['under'], sum(g.constant(WORD), o.copower.times(-1)), [near, positive]),
    only(['wide shr'], sum(g.constant(WORD), o.copower.times(-1)), [o.far, positive]),
    only(['wide shr'], g.constant(WORD - 1), [near, positive]),
  ];
}

/** clz, ctz and popcnt, from what the embedding knows of each byte. */
function counts(circuit: Circuit, { bytes: { bytes, ones } }: Sources): Expression {
  const { g } = circuit;
  // Each byte counts 0 … 8; the next one counts only while all before it were zero.
  const chain = (kind: 'clz' | 'ctz', stops: Expression[]) =>
    sum(
      ...stops.map((stop, i) => {
        const before = sum(...stops.slice(0, i)).times(8);
        return circuit.only(kind, kind, 64, sum(g.constant(8), stop.times(-1), before.times(-1)));
      }),
    );
  return sum(
    chain('clz', bytes.map((b) => b.bitLength).reverse()),
    chain(
      'ctz',
      bytes.map((b) => b.trailing),
    ),
    circuit.only('popcnt', 'popcnt', 64, ones),
  );
}

/** The fraction whose digits are written. */
export function fraction(
  circuit: Circuit,
  c: Columns,
  s: Sources,
  sign: Signs,
  d: ReturnType<typeof division>,
) {
  const { g } = circuit;
  const { controls, operands: o } = s;
  const whole = g.variable('whole result', wholeResult(circuit, s, sign, d));
  const divides = sum(d.isQuotient, d.writesQuotient, c.continuesQuotient);
  const isWhole = g.one.minus(divides);
  const narrow = g.variable(
    'loaded or extended',
    sum(
      s.loaded,
      circuit.only('extend', 'extend', 2 ** 9, s.bytes.bytes[0].byte.minus(controls.p1.times(256))),
      circuit.only(
        'extend',
        'extend',
        2 ** 17,
        o.lowX.minus(g.one.minus(controls.p1).times(2 ** 16)),
      ),
    ),
  );
  // Sign extension adds the upper bits where the top bit of the narrow number is set.
  const upper = (bits: number, off: Expression) => {
    const unsigned = g.one.minus(controls.signed).plus(off);
    const edge = narrow.minus(g.constant(2 ** (bits - 1))).minus(unsigned.times(2 ** 33));
    const only = (e: Expression) => circuit.only('load', 'extend', 2 ** 33, e);
    return only(edge.plus(g.one))
      .minus(only(edge))
      .times(WORD - 2 ** bits);
  };
  const numerator = g.variable(
    'numerator',
    sum(
      // These two come first: only their difference, -2^32 or 0, is small enough to add exactly.
      g.gate(whole.minus(g.constant(WORD - 1)), isWhole).times(-WORD),
      g.gate(whole.minus(g.constant(WORD)), isWhole).times(WORD),
      g.gate(isWhole, whole),
      g.gate(divides, d.dividend),
      circuit.only('rotr', 'rotl', BOUND, s.quotient.minus(divides.times(BOUND))),
      narrow,
      upper(8, controls.p1),
      upper(16, g.one.minus(controls.p1).plus(controls.p2)),
    ),
  );
  const denominator = g.variable(
    'denominator',
    sum(
      g.gate(divides, d.divisor),
      g.gate(isWhole),
      circuit.only('bits', 'bits', 2, g.one).times(-1),
    ),
  );
  return { numerator, denominator };
}
