/**
 * `stepformer verify`: the model file against the graph that it was compiled from. A small program runs
 * through the exact evaluation of the graph and through the dense pass over the weights, and every named slot
 * of every layer must hold what the graph says of the variable of that name.
 */
import { DenseExecutor } from '../executor/dense';
import { Evaluation } from '../graph/evaluate';
import { Expression, type Variable } from '../graph/expression';
import type { Graph } from '../graph/graph';
import { machine } from '../machine/machine';
import type { Model } from '../model/model';
import { verifyModel } from '../model/verify';
import { writePrompt } from '../program/prompt';
import { fromModule } from '../toolchain/build';
import { assembleWat, readWasm } from '../toolchain/read';
import { parse } from './arguments';
import { loadModel } from './load';

/** Calls, branches, multiplies, divides, shifts, and stores and loads across a word; ends after some steps. */
const PROGRAM = `(module
  (memory 1) (data (i32.const 6) "\\81\\02")
  (func $mix (param $n i32) (result i32)
    (i32.xor
      (i32.mul (local.get $n) (i32.const 0x01000193))
      (i32.rem_s (i32.shl (local.get $n) (i32.const 9)) (i32.const -7))))
  (func (export "main") (result i32) (local $i i32)
    (local.set $i (i32.const 2))
    (loop $next
      (i32.store offset=3 (local.get $i) (call $mix (i32.load (i32.const 5))))
      (br_if $next (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.load8_s (i32.const 7))))`;

/** Differences that are printed; a broken weight spoils thousands of values. */
const SHOWN = 10;

export interface Comparison {
  /** Slots compared, over all tokens and stages. */
  readonly values: number;
  readonly tokens: number;
  /** A sentence each. */
  readonly differences: readonly string[];
}

/** A slot at a stage where it holds the whole of a variable. */
interface Watched {
  readonly slot: number;
  readonly variable: Variable;
  readonly layer: number;
  readonly attended: boolean;
}

/** Runs `prompt` and what follows it through graph and weights, until a stop token. */
export function compareWithGraph(model: Model, graph: Graph, prompt: Iterable<number>): Comparison {
  const evaluation = new Evaluation(graph);
  const dense = new DenseExecutor(model);
  const watched = watch(model, graph);
  const differences: string[] = [];
  let values = 0;
  const append = (token: number) => {
    const where = `at token ${dense.length} (${model.tokens[token].text})`;
    evaluation.append(token);
    dense.append(token);
    for (const { slot, variable, layer, attended } of watched) {
      const actual = dense.residual(layer, attended)[slot];
      const expected = evaluation.evaluate(Expression.of(variable));
      values++;
      if (actual !== expected)
        differences.push(
          `${variable.name} is ${actual} and should be ${expected} ${where}, in slot ${slot} ` +
            `${attended ? 'after the attention of' : 'before'} layer ${layer}`,
        );
    }
    const [ours, theirs] = [dense.predict(), evaluation.predict()];
    if (ours !== theirs)
      differences.push(
        `${where} comes "${model.tokens[ours].text}" and should come "${model.tokens[theirs].text}"`,
      );
    return theirs;
  };
  let next = 0;
  for (const token of prompt) next = append(token);
  while (model.tokens[next].host?.kind !== 'stop') next = append(next);
  return { values, tokens: dense.length, differences };
}

/** The slots of all stages which have a name, and to which nothing is added later under the same name. */
function watch({ layers, dModel }: Model, graph: Graph): Watched[] {
  const byName = new Map(graph.variables.map((variable) => [variable.name, variable]));
  const stages = layers.flatMap(({ heads, ffn, slots }) => {
    const width = ffn.names.length;
    const row = (slot: number) => ffn.output.subarray(slot * width, (slot + 1) * width);
    return [
      {
        names: slots[0],
        /** Whether what follows the stage writes to a slot. */
        written: (slot: number) =>
          heads.some(({ output }) => output[2 * slot] !== 0 || output[2 * slot + 1] !== 0),
      },
      { names: slots[1], written: (slot: number) => row(slot).some((weight) => weight !== 0) },
    ];
  });
  stages.push({ names: layers[layers.length - 1].slots[2], written: () => false });
  const watched: Watched[] = [];
  for (let slot = 0; slot < dModel; slot++) {
    let incomplete = '';
    for (let s = stages.length - 1; s >= 0; s--) {
      const name = stages[s].names[slot];
      if (name !== stages[s + 1]?.names[slot]) incomplete = '';
      else if (stages[s].written(slot)) incomplete = name;
      const variable = byName.get(name);
      if (variable && name !== incomplete)
        watched.push({ slot, variable, layer: s >> 1, attended: s % 2 === 1 });
    }
  }
  return watched;
}

/** The program that `verify` runs, as a prompt. */
export async function verificationPrompt(): Promise<Int32Array> {
  return writePrompt(await fromModule(readWasm(await assembleWat('verify.wat', PROGRAM)))).tokens;
}

/** Verifies the model file; the result is the exit status. */
export async function verify(args: string[]): Promise<number> {
  parse(args, {});
  const { model } = loadModel();
  const problems = verifyModel(model);
  if (problems.length > 0) return report('the model is not whole', problems);
  const { values, tokens, differences } = compareWithGraph(
    model,
    machine(),
    await verificationPrompt(),
  );
  const count = (n: number) => n.toLocaleString('en-US');
  const compared = `${count(values)} values at ${count(tokens)} tokens`;
  if (differences.length > 0)
    return report(`${count(differences.length)} of ${compared} differ from the graph`, differences);
  process.stdout.write(`${compared} are what the graph says\n`);
  return 0;
}

function report(title: string, sentences: readonly string[]): number {
  const more = sentences.length - SHOWN;
  const lines = [...sentences.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])];
  process.stdout.write(`${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  return 1;
}
