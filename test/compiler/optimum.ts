/**
 * The least number of slots that any schedule of a graph needs in its least number of layers, by integer
 * programming: a binary variable for each work and each stage that it may take.
 */
import loadHighs from 'highs';
import { sourcesOf, variablesOf, type Work } from '../../src/compiler/schedule';
import type { Variable } from '../../src/graph/expression';
import type { Graph } from '../../src/graph/graph';

/** The constraints in the words of the LP format, which HiGHS reads. */
class Program {
  private readonly rows: string[] = [];
  private readonly binaries: string[] = [];

  /** `terms` ≥ `bound`. */
  atLeast(terms: string, bound: number): void {
    this.rows.push(`r${this.rows.length}: ${terms} >= ${bound}`);
  }

  equal(terms: string, value: number): void {
    this.rows.push(`r${this.rows.length}: ${terms} = ${value}`);
  }

  binary(name: string): string {
    this.binaries.push(name);
    return name;
  }

  text(objective: string): string {
    return `Minimize\n obj: ${objective}\nSubject To\n ${this.rows.join('\n ')}\nBinary\n ${this.binaries.join('\n ')}\nEnd\n`;
  }
}

/** Variables that extend one another; they share a slot. */
function chainsOf(variables: readonly Variable[]): Variable[][] {
  return variables
    .filter((v) => !v.extends)
    .map((base) => {
      const chain = [base];
      for (let next: Variable | undefined = base; next; ) {
        next = variables.find((v) => v.extends === next);
        if (next) chain.push(next);
      }
      return chain;
    });
}

/** Solves for a graph without taps. Throws if the solver does not prove an optimum. */
export async function leastSlots(graph: Graph, layers: number): Promise<number> {
  const { variables, lookups } = graph;
  const works = [...new Set<Work>([...lookups, ...variables.flatMap(sourcesOf)])];
  const isLookup = (work: Work) => 'query' in work;
  const inputs = (work: Work) =>
    'query' in work
      ? variablesOf(...work.query, ...work.key, ...work.value)
      : variablesOf(work.gate, work.value);
  const readersOf = (v: Variable) => works.filter((work) => inputs(work).includes(v));
  const final = new Set(
    Array.from({ length: graph.tokenCount }, (_, id) => variablesOf(graph.logits(id))).flat(),
  );
  const last = 2 * layers + 1;
  const program = new Program();

  const stages = (work: Work) =>
    Array.from({ length: layers }, (_, l) => 2 * l + (isLookup(work) ? 1 : 2));
  const place = new Map(
    works.map((work, w) => [work, stages(work).map((s) => [s, `x${w}_${s}`] as const)]),
  );
  const stageOf = (work: Work, sign: '+' | '-') =>
    place
      .get(work)
      ?.map(([s, x]) => `${sign} ${s} ${x}`)
      .join(' ') ?? '';
  const within = (work: Work, holds: (s: number) => boolean, sign: '+' | '-') =>
    place
      .get(work)
      ?.filter(([s]) => holds(s))
      .map(([, x]) => `${sign} ${x}`)
      .join(' ') ?? '';
  for (const choices of place.values())
    program.equal(choices.map(([, x]) => program.binary(x)).join(' + '), 1);

  /** `later` comes at least `distance` stages after `earlier`. */
  const after = (later: Work, earlier: Work, distance: number) => {
    if (later !== earlier)
      program.atLeast(`${stageOf(later, '+')} ${stageOf(earlier, '-')}`, distance);
  };
  const lineage = (v: Variable): Variable[] => (v.extends ? [v, ...lineage(v.extends)] : [v]);
  for (const work of works)
    for (const v of inputs(work).flatMap(lineage))
      for (const source of sourcesOf(v)) after(work, source, 1);
  for (const v of variables)
    for (const base of lineage(v).slice(1))
      for (const source of sourcesOf(v))
        for (const other of [...sourcesOf(base), ...readersOf(base)]) after(source, other, 0);

  const chains = chainsOf(variables);
  for (let t = 0; t <= last; t++) {
    const used = chains.map((chain, c) => {
      const [begun, lasts, use] = [`a${c}_${t}`, `b${c}_${t}`, `u${c}_${t}`];
      const [base] = chain;
      if (base.embedding || base.position) program.atLeast(begun, 1);
      for (const source of sourcesOf(base)) {
        const terms = within(source, (s) => s <= t, '-');
        if (terms) program.atLeast(`${begun} ${terms}`, 0);
      }
      // A slot is cleared by a feed-forward stage, which is even.
      const reading = t - ((t + 1) % 2);
      if (reading <= 1 || chain.some((v) => final.has(v))) program.atLeast(lasts, 1);
      for (const v of chain)
        for (const [ends, least] of [
          [readersOf(v), reading],
          [sourcesOf(v), reading - 1],
        ] as const)
          for (const work of ends) {
            const terms = within(work, (s) => s >= least, '-');
            if (terms) program.atLeast(`${lasts} ${terms}`, 0);
          }
      program.atLeast(`${use} - ${begun} - ${lasts}`, -1);
      return use;
    });
    program.atLeast(`peak ${used.map((use) => `- ${use}`).join(' ')}`, 0);
  }

  const highs = await loadHighs();
  const solution = highs.solve(program.text('peak'), { time_limit: 30 });
  if (solution.Status !== 'Optimal') throw new Error(`the solver says ${solution.Status}`);
  return Math.round(solution.ObjectiveValue);
}
