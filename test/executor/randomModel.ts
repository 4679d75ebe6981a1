/** Models that are not the machine, with tokens in random groups. */
import { compile } from '../../src/compiler/compile';
import type { Graph } from '../../src/graph/graph';
import type { Model, ModelToken, Tap } from '../../src/model/model';
import { type Numbers, randomGraph, TOKEN_COUNT } from '../graph/randomGraph';
import type { Random } from '../toolchain/random';

/** Each token alone, all in one group, or some in each. */
function randomTokens(random: Random): ModelToken[] {
  const groups: readonly (() => string | undefined)[] = [
    () => undefined,
    () => 'all',
    () => `group ${random.below(4)}`,
  ];
  const group = random.pick(groups);
  return Array.from({ length: TOKEN_COUNT }, (_, id) => ({
    text: `token ${id}`,
    group: group(),
    operation: random.below(3) === 0 ? true : undefined,
  }));
}

/** A tap of one slot of the residual stream at some layer. */
function randomTap(name: string, { layers, dModel }: Model, random: Random): Tap {
  const layer = random.below(layers.length + 1);
  return { name, purpose: 'a slot', layer, form: [[random.below(dModel), 1]] };
}

/** Names of the two taps that every random model has besides its graph's. */
export const WATCHED = ['some slot', 'another slot'] as const;

/** A graph of a size between 4 and 15, and the model that it compiles to. */
export function randomModel(random: Random, numbers: Numbers): { graph: Graph; model: Model } {
  const graph = randomGraph(random, 4 + random.below(12), numbers);
  const compiled = compile(graph, randomTokens(random));
  const taps = WATCHED.map((name) => randomTap(name, compiled, random));
  return { graph, model: { ...compiled, taps: [...compiled.taps, ...taps] } };
}
