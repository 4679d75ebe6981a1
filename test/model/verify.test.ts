import assert from 'node:assert/strict';
import type { Model } from '../../src/model/model';
import { verifyModel } from '../../src/model/verify';
import { machineModel } from '../executor/model';

/** A copy of the machine's model in which some of the first layer is changed. */
function withFirstLayer(
  change: (layer: Model['layers'][number]) => Partial<Model['layers'][number]>,
) {
  const model = machineModel();
  const [first, ...others] = model.layers;
  return { ...model, layers: [{ ...first, ...change(first) }, ...others] };
}

const problemOf = (changes: Partial<Model>) => verifyModel({ ...machineModel(), ...changes })[0];

describe('the check of a model', () => {
  it('finds nothing wrong with the machine', () => {
    assert.deepEqual(verifyModel(machineModel()), []);
  });

  it('finds a matrix of the wrong size', () => {
    assert.match(problemOf({ embedding: new Float64Array(5) }), /the embedding has 5 weights/);
    assert.match(problemOf({ dModel: 3 }), /should have/);
  });

  it('finds a weight that is no number', () => {
    const position = Float64Array.from(machineModel().position);
    position[7] = Number.NaN;
    assert.match(problemOf({ position }), /the position weights has the weight NaN at 7/);
  });

  it('finds heads, values and neurons without a name', () => {
    const nameless = (change: object) =>
      verifyModel(
        withFirstLayer(({ heads: [head, ...others] }) => ({
          heads: [{ ...head, ...change }, ...others],
        })),
      )[0];
    assert.match(nameless({ name: '' }), /no name or no purpose/);
    assert.match(nameless({ purpose: '' }), /no name or no purpose/);
    assert.match(nameless({ values: ['', ''] }), /returns a value 0 that has no name/);
    const neuron = withFirstLayer(({ ffn }) => ({
      ffn: { ...ffn, names: ['', ...ffn.names.slice(1)] },
    }));
    assert.deepEqual(verifyModel(neuron), ['neuron 0 of layer 0 has no name']);
  });

  it('finds slots that are read without a name, or change it between layers', () => {
    const unnamed = withFirstLayer(({ slots }) => ({
      slots: [slots[0].map(() => ''), ...slots.slice(1)],
    }));
    assert.match(verifyModel(unnamed)[0], /reads slot \d+, which is free at that stage/);
    const renamed = withFirstLayer(({ slots }) => ({
      slots: [slots[0], slots[1], ['something', ...slots[2].slice(1)]],
    }));
    assert.match(verifyModel(renamed)[0], /slot 0 is called "something" after layer 0/);
    const short = withFirstLayer(({ slots }) => ({ slots: slots.slice(1) }));
    assert.match(verifyModel(short)[0], /does not name \d+ slots at each of its three stages/);
  });

  it('finds taps and lookups that lead nowhere', () => {
    const { taps, lookups } = machineModel();
    assert.match(problemOf({ taps: [{ ...taps[0], layer: 99 }] }), /after layer 99/);
    assert.match(problemOf({ taps: [{ ...taps[0], form: [[-1, 1]] }] }), /reads 1 times slot -1/);
    assert.match(problemOf({ taps: [taps[0], taps[0]] }), /more than one tap is called/);
    assert.match(problemOf({ lookups: [{ ...lookups[0], head: 99 }] }), /is head 99 of layer/);
  });
});
