/** The weights against the graph, and that the comparison notices a weight that is off. */
import assert from 'node:assert/strict';
import { compareWithGraph, verificationPrompt } from '../../src/command/verify';
import { machine } from '../../src/machine/machine';
import type { Layer, Matrix, Model } from '../../src/model/model';
import { machineModel } from '../executor/model';
import { createRandom } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 1);

/** Negates one of the weights. (Scaling a key may change nothing: the same tokens win.) */
function spoiled(matrix: Matrix, random = createRandom(SEED)): Matrix {
  const copy = Float64Array.from(matrix);
  const weights = [...copy.keys()].filter((i) => copy[i] !== 0);
  copy[random.pick(weights)] *= -1;
  return copy;
}

const changeLayer = (model: Model, l: number, change: (layer: Layer) => Layer): Model => ({
  ...model,
  layers: model.layers.map((layer, i) => (i === l ? change(layer) : layer)),
});

/** Changes to the model, by what they change. */
const CHANGES: Record<string, (model: Model) => Model> = {
  'a position weight': (model) => ({ ...model, position: spoiled(model.position) }),
  // The first token of every prompt is the byte 0 of a number.
  'the embedding of a token': (model) => {
    const embedding = Float64Array.from(model.embedding);
    const first = model.tokens.findIndex(({ text }) => text === 'imm 00______');
    embedding.subarray(first * model.dModel, (first + 1) * model.dModel).fill(3);
    return { ...model, embedding };
  },
  'the logits of a token': (model) => {
    const halt = model.tokens.findIndex(({ text }) => text === 'halt');
    const unembedding = Float64Array.from(model.unembedding);
    unembedding.subarray(halt * model.dModel, (halt + 1) * model.dModel).fill(0);
    return { ...model, unembedding };
  },
  ...Object.fromEntries(
    (['query', 'key', 'value', 'output'] as const).map((part) => [
      `the ${part} of the first head`,
      (model: Model) =>
        changeLayer(model, 0, (layer) => ({
          ...layer,
          heads: layer.heads.map((head, h) =>
            h === 0 ? { ...head, [part]: spoiled(head[part]) } : head,
          ),
        })),
    ]),
  ),
  ...Object.fromEntries(
    (['gate', 'value', 'output'] as const).map((part) => [
      `the feed-forward ${part} of a layer`,
      (model: Model) =>
        changeLayer(model, 3, (layer) => ({
          ...layer,
          ffn: { ...layer.ffn, [part]: spoiled(layer.ffn[part]) },
        })),
    ]),
  ),
};

describe(`verify, seed ${SEED}`, () => {
  it('finds the same in every slot of every layer', async () => {
    const result = compareWithGraph(machineModel(), machine(), await verificationPrompt());
    assert.deepEqual(result.differences, []);
    assert.ok(result.values > 100_000, `${result.values} values`);
  });

  for (const [what, change] of Object.entries(CHANGES))
    it(`notices a change of ${what}`, async () => {
      const prompt = await verificationPrompt();
      const { differences } = compareWithGraph(change(machineModel()), machine(), prompt);
      assert.notEqual(differences.length, 0);
    });
});
