/** Forms: what they claim of a number, and that they compute what float64 computes term by term. */
import assert from 'node:assert/strict';
import { type Atom, type Form, Forms } from '../../src/engine/forms';
import { createRandom, type Random } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 1);
const ROUNDS = 150;
const NODES = 40;
const VALUES = 12;

/** Nodes beyond this are left out, since products of them overflow. */
const LARGEST = 2 ** 200;

/** A number as a form, and as a computation with the values of the inputs. */
interface Node {
  readonly form: Form;
  readonly literal: (inputs: readonly number[]) => number;
}

/** Inputs of a kind: range and unit. */
const KINDS = [
  { low: 0, high: 1, unit: 1 },
  { low: -3, high: 9, unit: 1 },
  { low: 0, high: 2 ** 26, unit: 1 },
  { low: 0, high: 2 ** 32 - 1, unit: 1 },
  { low: -(2 ** 50), high: 2 ** 52, unit: 1 },
  { low: -8, high: 8, unit: 1 / 4 },
  { low: -(2 ** 40), high: 2 ** 60, unit: 2 ** 20 },
  { low: -1, high: 1, unit: 0 },
] as const;
type Kind = (typeof KINDS)[number];
const WEIGHTS = [-1, -1, 1, 1, 1, 2, -2, 0.5, 3, 1 / 3, 2 ** 20, -(2 ** 33)];
const CONSTANTS = [0, 1, -1, 2, 7, -0.25, 0.1, 2 ** 32, 1.5 * 2 ** 52, -1.5 * 2 ** 52, -(2 ** 54)];

function randomValue({ low, high, unit }: Kind, random: Random): number {
  const edge = random.below(6);
  if (edge === 0) return low;
  if (edge === 1) return high;
  if (edge === 2 && unit > 0) return Math.max(low, Math.min(high, (random.below(5) - 2) * unit));
  const share = random.below(2 ** 31) / 2 ** 31;
  const value = low + share * (high - low);
  return unit > 0 ? Math.min(high, Math.floor(value / unit) * unit) : value;
}

/** Nodes that are computed from random inputs in random ways, and the inputs' kinds. */
function randomNodes(forms: Forms, random: Random): { nodes: Node[]; inputs: Kind[] } {
  const inputs = Array.from({ length: 2 + random.below(5) }, () => random.pick(KINDS));
  const nodes: Node[] = inputs.map(({ low, high, unit }, slot) => ({
    form: forms.atom({ op: 'embedding', slot }, `${slot}`, low, high, unit),
    literal: (values) => values[slot],
  }));
  const add = (form: Form, literal: Node['literal']) => {
    if (Math.max(-form.low, form.high) < LARGEST) nodes.push({ form, literal });
  };
  const constant = () => {
    const value = random.pick(CONSTANTS);
    add(forms.constant(value), () => value);
  };
  const sum = () => {
    const terms = Array.from(
      { length: 1 + random.below(4) },
      () => [random.pick(WEIGHTS), random.pick(nodes)] as const,
    );
    const base = random.below(2) ? random.pick(nodes) : undefined;
    add(
      forms.sum(
        terms.map(([weight, { form }]) => [weight, form]),
        base?.form,
      ),
      (values) => {
        let total = 0;
        for (const [weight, { literal }] of terms) total += weight * literal(values);
        return base ? base.literal(values) + total : total;
      },
    );
  };
  const gated = () => {
    const [gate, value] = [random.pick(nodes), random.pick(nodes)];
    add(forms.gated(gate.form, value.form), (values) => {
      const g = gate.literal(values);
      return g > 0 ? g * value.literal(values) : 0;
    });
  };
  // Relus of one quantity with different offsets bound one another.
  const step = () => {
    const { form, literal } = random.pick(nodes);
    const offset = random.below(9) - 4;
    const slope = random.pick([-1, 1]);
    const shifted = (by: number) =>
      forms.relu(
        forms.sum([
          [slope, form],
          [offset + by, forms.one],
        ]),
      );
    add(
      forms.sum([
        [1, shifted(1)],
        [-1, shifted(0)],
      ]),
      (values) => {
        const at = (by: number) => Math.max(0, slope * literal(values) + (offset + by));
        return at(1) - at(0);
      },
    );
  };
  while (nodes.length < NODES) random.pick([constant, sum, sum, sum, gated, step])();
  return { nodes, inputs };
}

/** The value of a form, computed as the generated code computes it. */
function evaluate(form: Form, inputs: readonly number[]): number {
  const of = (f: Form): number => evaluate(f, inputs);
  let sum = form.constant;
  form.atoms.forEach((atom, i) => {
    sum += form.weights[i] * atomValue(atom, inputs, of);
  });
  return sum;
}

function atomValue({ kind }: Atom, inputs: readonly number[], of: (form: Form) => number): number {
  switch (kind.op) {
    case 'embedding':
      return inputs[kind.slot];
    case 'relu':
      return Math.max(0, of(kind.form));
    case 'form':
      return of(kind.form);
    case 'product':
      return of(kind.factors[0]) * of(kind.factors[1]);
    case 'sum': {
      let sum = 0;
      for (const [weight, form] of kind.terms) sum += weight * of(form);
      return kind.base ? of(kind.base) + sum : sum;
    }
    default:
      throw new Error(`no ${kind.op} was made`);
  }
}

describe(`forms, seed ${SEED}`, () => {
  for (let seed = SEED; seed < SEED + ROUNDS; seed++)
    it(`of round ${seed} equal the sums term by term, and keep to their ranges and units`, () => {
      const random = createRandom(seed);
      const forms = new Forms();
      const { nodes, inputs } = randomNodes(forms, random);
      for (let i = 0; i < VALUES; i++) {
        const values = inputs.map((kind) => randomValue(kind, random));
        nodes.forEach(({ form, literal }, n) => {
          const expected = literal(values) + 0;
          const where = `node ${n} of ${nodes.length} at ${values}`;
          assert.equal(evaluate(form, values) + 0, expected, where);
          assert.ok(
            form.low <= expected && expected <= form.high,
            `${where} is ${expected}, not in [${form.low}, ${form.high}]`,
          );
          if (form.unit > 0)
            assert.ok(
              Number.isInteger(expected / form.unit),
              `${where} is ${expected}, no multiple of ${form.unit}`,
            );
        });
      }
    });
});
