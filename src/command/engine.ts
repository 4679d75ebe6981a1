/** `stepformer engine`: what the engine makes of the model, and the code of its cases. */
import { writeFileSync } from 'node:fs';
import type { CaseKey } from '../engine/case';
import { Generator } from '../engine/generate';
import { layoutOf } from '../engine/layout';
import { createMemory } from '../engine/memory';
import type { Plan, Store } from '../engine/plan';
import { type CompiledCase, planFor } from '../engine/precompiled';
import { createTables } from '../engine/tables';
import { ModuleBuilder } from '../engine/wasm/wasm';
import { tapsNamed } from '../model/names';
import { parse } from './arguments';
import { loadModel, UsageError } from './load';

/** Prints a summary, or with `--print` the code; the result is the exit status. */
export function engine(args: string[]): number {
  const { values } = parse(args, {
    print: { type: 'string' },
    output: { type: 'string', short: 'o' },
  });
  const { model, precompiled } = loadModel();
  if (!precompiled)
    throw new UsageError('there is no code for this model; run "npm run build" to make it');
  const plan = planFor(model, precompiled);
  const layout = layoutOf(plan);
  const tables = createTables(createMemory(layout), precompiled.tables);
  const generator = new Generator(plan, layout, tables, tapsNamed(model, precompiled.watch));
  const text =
    typeof values.print === 'string'
      ? code(generator, precompiled.cases, precompiled.settled, values.print)
      : summary(plan, precompiled.cases.length, precompiled.code.length);
  if (typeof values.output === 'string') writeFileSync(values.output, text);
  else process.stdout.write(text);
  return 0;
}

/** The cases whose names contain `wanted`, as WebAssembly text. */
function code(
  generator: Generator,
  cases: readonly CompiledCase[],
  settled: CaseKey['settled'],
  wanted: string,
): string {
  const { list } = generator.classes;
  const nameOf = ({ token, last }: CompiledCase) =>
    last < 0 ? list[token].name : `${list[token].name} after ${list[last].name}`;
  const chosen = cases.filter((found) => nameOf(found).includes(wanted));
  if (chosen.length === 0)
    throw new UsageError(
      `no case is called "${wanted}"; cases are called after tokens, such as "i32.add" or "digit after i32.add"`,
    );
  return chosen
    .map((found) => {
      const key: CaseKey = {
        token: list[found.token],
        last: found.last < 0 ? undefined : list[found.last],
        settled: found.settled ? settled : undefined,
      };
      const module = new ModuleBuilder();
      module.addFunction(generator.generate(key, found.decodes).function);
      return module.print();
    })
    .join('\n');
}

function summary(plan: Plan, cases: number, bytes: number): string {
  const lines = plan.stores.flatMap((store) => [
    `${store.kind.padEnd(9)} ${store.name}${store.heads.length > 1 ? ` and ${store.heads.length - 1} more heads` : ''}`,
    ...kept(store),
  ]);
  return [
    'How the KV cache of the model is kept:',
    '',
    ...lines,
    '',
    `${cases} cases, ${Math.round(bytes / 1024).toLocaleString('en-US')} KiB of WebAssembly.`,
    'A case is the forward pass for one kind of token after another, for instance "digit after i32.add".',
    'See its code: stepformer engine --print "digit after i32.add"',
    '',
  ].join('\n');
}

/** What a store keeps: only what is no function of the token. */
function kept({ dimensions }: Store): string[] {
  return dimensions.flatMap((dimension) => {
    if (dimension.source !== 'stored') return [];
    return [`          ${dimension.storage.padEnd(4)} ${dimension.name}`];
  });
}
