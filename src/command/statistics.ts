/** The figures of a run, in the form that `--stats` writes. */
import type { Executor } from '../executor/executor';
import type { Model } from '../model/model';
import type { End, Progress } from './session';

export interface ModelFigures {
  readonly layers: number;
  readonly dModel: number;
  readonly heads: number;
  readonly dFfn: number;
  readonly vocabulary: number;
  readonly parameters: number;
  readonly nonzeros: number;
}

/** Sizes of a model: heads over all layers, the widest feed-forward part, all weights and those not 0. */
export function modelFigures(model: Model): ModelFigures {
  const matrices = [
    model.embedding,
    model.position,
    model.unembedding,
    ...model.layers.flatMap(({ heads, ffn }) => [
      ...heads.flatMap(({ query, key, value, output }) => [query, key, value, output]),
      ffn.gate,
      ffn.value,
      ffn.output,
    ]),
  ];
  return {
    layers: model.layers.length,
    dModel: model.dModel,
    heads: model.layers.reduce((n, layer) => n + layer.heads.length, 0),
    dFfn: Math.max(...model.layers.map(({ ffn }) => ffn.names.length)),
    vocabulary: model.tokens.length,
    parameters: matrices.reduce((n, matrix) => n + matrix.length, 0),
    nonzeros: matrices.reduce((n, matrix) => n + matrix.filter((w) => w !== 0).length, 0),
  };
}

export function statistics(
  engine: string,
  executor: Executor,
  promptTokens: number,
  { tokens, instructions, seconds }: Progress,
  end: End,
) {
  return {
    engine,
    promptTokens,
    generatedTokens: tokens,
    instructions,
    seconds,
    tokensPerSecond: tokens / seconds,
    instructionsPerSecond: instructions / seconds,
    tokensPerInstruction: tokens / instructions,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    keptBytes: executor.keptBytes(),
    model: modelFigures(executor.model),
    exitCode: exitCode(end),
    trap: end.kind === 'trap' ? end.trap : null,
  };
}

/** The exit status of the command: the program's own, or what the command line's contract gives an end. */
export function exitCode(end: End): number {
  switch (end.kind) {
    case 'exit':
      return end.status & 255;
    case 'trap':
      return 134;
    case 'limit':
      return 3;
    case 'interrupted':
      return 130;
  }
}
