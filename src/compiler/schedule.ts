/**
 * Gives each lookup and gate its stage. Layer l has two: its attention is stage 2l+1 and its feed-forward
 * part stage 2l+2; the embedding is stage 0. What is computed in a stage reads what earlier stages wrote.
 */
import type { Expression, Gate, Lookup, Variable } from '../graph/expression';

import type { Graph } from '../graph/graph';

export type Work = Gate | Lookup;

export interface Schedule {
  readonly layers: number;
  readonly stage: ReadonlyMap<Work, number>;
  readonly gates: readonly Gate[];
  readonly tapLayers: ReadonlyMap<string, number>;
  /** For each variable the stages at which it is first written, complete, and last read. */
  readonly lives: ReadonlyMap<Variable, Life>;
}

export interface Life {
  readonly birth: number;
  readonly ready: number;
  readonly lastRead: number;
}

const isLookup = (work: Work): work is Lookup => 'query' in work;

/** The variables that an expression reads. */
export function variablesOf(...expressions: Expression[]): Variable[] {
  return expressions.flatMap((expression) =>
    [...expression.terms.keys()].filter((node) => node.kind === 'variable'),
  );
}

/** What a variable is summed from. */
export function sourcesOf(variable: Variable): Work[] {
  return [...variable.sum.terms.keys()].map((node) => {
    if (node.kind === 'variable') throw new Error(`${variable.name} reads ${node.name} directly`);
    return node.kind === 'fetched' ? node.lookup : node;
  });
}

const inputsOf = (work: Work): Variable[] =>
  isLookup(work)
    ? variablesOf(...work.query, ...work.key, ...work.value)
    : variablesOf(work.gate, work.value);

/** The dependencies of a graph, prepared for scheduling. */
interface Plan {
  readonly works: readonly Work[];
  readonly inputs: ReadonlyMap<Work, readonly Variable[]>;
  readonly sources: ReadonlyMap<Variable, readonly Work[]>;
  readonly readers: ReadonlyMap<Variable, readonly Work[]>;
  /** Variables that a work adds to. */
  readonly outputs: ReadonlyMap<Work, readonly Variable[]>;
  readonly variables: readonly Variable[];
  readonly final: ReadonlySet<Variable>;
}

function plan(graph: Graph): Plan {
  const sources = new Map(graph.variables.map((v) => [v, sourcesOf(v)]));
  const works = [...new Set([...graph.lookups, ...[...sources.values()].flat()])];
  const inputs = new Map(works.map((work) => [work, [...new Set(inputsOf(work))]]));
  const readers = new Map<Variable, Work[]>(graph.variables.map((v) => [v, []]));
  const outputs = new Map<Work, Variable[]>(works.map((w) => [w, []]));
  for (const [work, variables] of inputs) for (const v of variables) readers.get(v)?.push(work);
  for (const [variable, from] of sources)
    for (const work of new Set(from)) outputs.get(work)?.push(variable);
  const final = new Set<Variable>();
  for (let id = 0; id < graph.tokenCount; id++)
    for (const v of variablesOf(graph.logits(id))) final.add(v);
  return { works, inputs, sources, readers, outputs, variables: graph.variables, final };
}

/** When a variable is complete: after its last source, and that of the one it extends. */
function readyOf(variable: Variable, p: Plan, stage: ReadonlyMap<Work, number>): number {
  const own = (p.sources.get(variable) as Work[]).map((work) => stage.get(work) ?? 0);
  const base = variable.extends ? readyOf(variable.extends, p, stage) : 0;
  return Math.max(base, ...own, 0);
}

/** The earliest stage of a work, given those of the others. */
function earliest(work: Work, p: Plan, stage: ReadonlyMap<Work, number>): number {
  let bound = 0;
  for (const v of p.inputs.get(work) as Variable[])
    bound = Math.max(bound, readyOf(v, p, stage) + 1);
  // Who extends a variable may write in the stage in which it is last read, but not before.
  for (const v of p.outputs.get(work) as Variable[])
    for (let base = v.extends; base; base = base.extends) {
      bound = Math.max(bound, readyOf(base, p, stage));
      for (const reader of p.readers.get(base) as Work[])
        if (reader !== work) bound = Math.max(bound, stage.get(reader) ?? 0);
    }
  const parity = isLookup(work) ? 1 : 0;
  const least = isLookup(work) ? 1 : 2;
  bound = Math.max(bound, least);
  return bound % 2 === parity ? bound : bound + 1;
}

function asap(p: Plan): Map<Work, number> {
  const stage = new Map<Work, number>();
  for (let changed = true, rounds = 0; changed; rounds++) {
    if (rounds > 1000) throw new Error('the graph has a cycle');
    changed = false;
    for (const work of p.works) {
      const least = earliest(work, p, stage);
      if (stage.get(work) !== least) {
        stage.set(work, least);
        changed = true;
      }
    }
  }
  return stage;
}

/** The latest stage of a work that leaves all others where they are. */
function latest(work: Work, p: Plan, stage: ReadonlyMap<Work, number>, end: number): number {
  let bound = end;
  const limitByReaders = (v: Variable) => {
    for (const reader of p.readers.get(v) as Work[])
      bound = Math.min(bound, (stage.get(reader) as number) - 1);
    for (const w of p.variables) if (w.extends === v) limitByExtension(w);
  };
  const limitByExtension = (v: Variable) => {
    for (const source of p.sources.get(v) as Work[])
      if (source !== work) bound = Math.min(bound, stage.get(source) as number);
    limitByReaders(v);
  };
  for (const v of p.outputs.get(work) as Variable[]) limitByReaders(v);
  for (const v of p.inputs.get(work) as Variable[])
    for (const w of p.variables)
      if (w.extends === v)
        for (const source of p.sources.get(w) as Work[])
          if (source !== work) bound = Math.min(bound, stage.get(source) as number);
  const parity = isLookup(work) ? 1 : 0;
  return bound % 2 === parity ? bound : bound - 1;
}

/** Birth, completion and last reading of every variable. */
function livesOf(
  p: Plan,
  stage: ReadonlyMap<Work, number>,
  layers: number,
  taps: ReadonlyMap<Variable, number>,
): Map<Variable, Life> {
  return new Map(
    p.variables.map((v) => {
      const starts = (p.sources.get(v) as Work[]).map((work) => stage.get(work) as number);
      const embedded = v.embedding || v.position;
      const reads = (p.readers.get(v) as Work[]).map((work) => stage.get(work) as number);
      if (p.final.has(v)) reads.push(2 * layers + 1);
      const tap = taps.get(v);
      if (tap !== undefined) reads.push(tap);
      const ready = readyOf(v, p, stage);
      const birth = embedded ? 0 : Math.min(...starts);
      // What nobody reads must be cleared too, and no stage can clear what it writes itself.
      return [v, { birth, ready, lastRead: Math.max(ready + 1, ...reads) }];
    }),
  );
}

/** The feed-forward stage in which a slot is cleared after its last reading. */
export const erasedAt = (lastRead: number): number => lastRead + (lastRead % 2);

/** Slots in use in each stage. */
function usage(lives: ReadonlyMap<Variable, Life>, layers: number): number[] {
  const count = new Array(2 * layers + 2).fill(0);
  for (const [variable, { birth, lastRead }] of lives) {
    // An extension takes over the slot from the stage after that in which the other was last read.
    const from = variable.extends
      ? erasedAt((lives.get(variable.extends) as Life).lastRead) + 1
      : birth;
    for (let s = from; s <= Math.min(erasedAt(lastRead), 2 * layers + 1); s++) count[s]++;
  }
  return count;
}

/**
 * Schedules a graph in as few layers as its longest path needs, and within them so that as few slots as
 * possible are in use at once: starting from the earliest stages, works move one by one to whichever stage
 * lowers the usage, until none does. Deterministic.
 */
export function schedule(graph: Graph): Schedule {
  const p = plan(graph);
  const stage = asap(p);
  const layers = Math.ceil(Math.max(...stage.values()) / 2);
  const end = 2 * layers;
  const tapLayers = new Map<string, number>();
  const tapReads = () => {
    const reads = new Map<Variable, number>();
    for (const tap of graph.taps) {
      const variables = variablesOf(tap.expression);
      const layer = Math.ceil(Math.max(...variables.map((v) => readyOf(v, p, stage))) / 2);
      tapLayers.set(tap.name, layer);
      for (const v of variables) reads.set(v, Math.max(reads.get(v) ?? 0, 2 * layer + 1));
    }
    return reads;
  };
  const cost = () => {
    const used = usage(livesOf(p, stage, layers, tapReads()), layers);
    return used.reduce((total, n) => total + (n / 64) ** 8, 0);
  };
  let best = cost();
  /** Tries stages for some works at once, and keeps those that lower the cost most. */
  const move = (works: readonly Work[], stages: readonly number[]): boolean => {
    const home = works.map((work) => stage.get(work) as number);
    let place = home;
    for (const s of stages) {
      for (const work of works) {
        const [low, high] = [earliest(work, p, stage), latest(work, p, stage, end)];
        const wanted = s + ((s + (isLookup(work) ? 1 : 0)) % 2);
        stage.set(work, Math.min(Math.max(wanted, low), Math.max(low, high)));
      }
      const c = cost();
      if (c < best) {
        best = c;
        place = works.map((work) => stage.get(work) as number);
      }
      works.forEach((work, i) => {
        stage.set(work, home[i]);
      });
    }
    works.forEach((work, i) => {
      stage.set(work, place[i]);
    });
    return place !== home;
  };
  const stages = Array.from({ length: end }, (_, i) => i + 1);
  for (let improved = true; improved; ) {
    improved = false;
    for (const work of p.works) improved = move([work], stages) || improved;
    // What a variable is summed from can only move together: its slot is in use from the first of them on.
    for (const v of p.variables) improved = move(p.sources.get(v) as Work[], stages) || improved;
  }
  const lives = livesOf(p, stage, layers, tapReads());
  const gates = p.works.filter((work): work is Gate => !isLookup(work));
  return { layers, stage, gates, tapLayers, lives };
}
