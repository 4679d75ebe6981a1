/** Random requests of the Debug Adapter Protocol: right ones, wrong ones, and ones that nobody knows. */

import os from 'node:os';
import path from 'node:path';
import { TRACE_FORMATS } from '../../src/protocol/export-requests';
import { GROUPINGS } from '../../src/protocol/trace-requests';
import type { Random } from '../toolchain/random';

/** What a client has learned so far, and may ask for again when it is long gone. */
export interface Known {
  readonly program: string;
  /** The C file that the program was made of. */
  readonly source: string;
  readonly frames: number[];
  readonly references: number[];
  readonly addresses: string[];
}

export interface RandomRequest {
  readonly command: unknown;
  readonly arguments?: unknown;
}

type Arguments = (random: Random, known: Known) => Record<string, unknown>;

const EXPRESSIONS = [
  'height',
  'moves * 2 + 1',
  'from->name',
  '*left',
  '*(int *)0',
  'argv[0]',
  '$n',
  '((',
  'height = 1',
  '',
  '1 / 0',
];
const GRANULARITIES = ['line', 'statement', 'instruction', 'century'];

/** Mostly one of this stop, sometimes one of an earlier, sometimes one that nobody gave. */
const one = (known: readonly number[], random: Random) => {
  const kind = random.below(8);
  if (known.length === 0 || kind === 0) return random.word();
  return random.pick(kind === 1 ? known : known.slice(-8));
};
const address = (random: Random, { addresses }: Known) =>
  addresses.length > 0 && random.below(4)
    ? random.pick(addresses)
    : random.pick(['0x0', '0xffffffff', '-1', '', 'main', '1e300', '0x40']);
/** Somewhere in the context, before it or behind it. */
const position = (random: Random) =>
  random.pick([0, 1000, 3000, 8000, 20_000, 60_000, -1, 2 ** 40]);
/** Of some layer, at some token. */
const head = (random: Random) => ({
  layer: random.pick([0, 1, 3, 7, -1, 99]),
  head: random.pick([0, 1, 10, 40]),
  position: position(random),
});
/** A change of the model of any kind, or of none. */
const intervention = (random: Random) => ({
  kind: random.pick(['ablate', 'attend', 'slot', 'weight', 'token', 'fly']),
  lasting: random.below(2) === 0,
  layer: random.pick([0, 3, 7, 10, 11, -1]),
  head: random.below(5),
  to: position(random),
  attended: random.below(2) === 0,
  slot: random.below(100),
  matrix: random.pick(['embedding', 'unembedding', 'query', 'output', 'gate', 'neuron output', '']),
  row: random.pick([0, 1, 50]),
  token: random.pick([undefined, 'i32.add', 'halt', 'nothing']),
  column: random.below(100),
  value: random.pick([0, 1, -0.5, 1e9, 1e300]),
});
const step: Arguments = (random) => ({ threadId: 1, granularity: random.pick(GRANULARITIES) });
const thread: Arguments = () => ({ threadId: 1 });
const none: Arguments = () => ({});
const value: Arguments = (random, known) =>
  random.pick([
    { expression: random.pick(EXPRESSIONS), frameId: one(known.frames, random) },
    { variablesReference: one(known.references, random), name: 'height' },
    { memoryReference: address(random, known), length: random.below(9) },
  ]);

/** Steps that let the program run on. */
export const RUNNING = [
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'stepformer.goTo',
  'stepformer.goToWriter',
];
/** What is asked while a program stands. */
export const LOOKING = [
  'threads',
  'stackTrace',
  'scopes',
  'variables',
  'evaluate',
  'exceptionInfo',
  'disassemble',
  'readMemory',
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setInstructionBreakpoints',
  'setExceptionBreakpoints',
  'setVariable',
  'setExpression',
  'completions',
  'dataBreakpointInfo',
  'setDataBreakpoints',
  'gotoTargets',
  'stepInTargets',
  'breakpointLocations',
  'source',
  'modules',
  'loadedSources',
  'writeMemory',
  'locations',
  'stepformer.timeline',
  'stepformer.output',
  'stepformer.lines',
  'stepformer.here',
  'stepformer.residual',
  'stepformer.contributions',
  'stepformer.lens',
  'stepformer.sameBefore',
  'stepformer.intervene',
  'stepformer.interveneStop',
  'stepformer.intervention',
  'stepformer.experiments',
  'stepformer.trace',
  'stepformer.traceRow',
  'stepformer.find',
  'stepformer.arcs',
  'stepformer.headMatters',
  'stepformer.tail',
  'stepformer.origin',
  'stepformer.exportTrace',
  'stepformer.exportHeads',
  'stepformer.exportMore',
  'stepformer.exportStop',
  'stepformer.execution',
  'stepformer.upstream',
  'stepformer.hullKinds',
  'stepformer.hull',
  'stepformer.hullKey',
];

/** Arguments that make sense, or might. `disconnect` is not here: it is how a session ends. */
const REQUESTS: Readonly<Record<string, Arguments>> = {
  initialize: (random) => ({
    adapterID: 'stepformer',
    linesStartAt1: random.below(2) === 0,
    supportsProgressReporting: random.below(2) === 0,
    supportsRunInTerminalRequest: random.below(2) === 0,
  }),
  launch: (random, { program }) => ({
    program,
    stopOnEntry: random.below(4) > 0,
    args: [random.pick(['2', '4', '16'])],
    maxTokens: random.pick([10_000, 1e6, undefined, undefined]),
    console: random.below(8) ? undefined : 'integratedTerminal',
  }),
  attach: none,
  restart: none,
  configurationDone: none,
  pause: thread,
  terminate: none,
  continue: thread,
  next: step,
  stepIn: step,
  stepOut: step,
  stepBack: step,
  reverseContinue: thread,
  goto: (random) => ({ threadId: 1, targetId: random.below(5) }),
  restartFrame: (random, { frames }) => ({ frameId: one(frames, random) }),
  terminateThreads: () => ({ threadIds: [1] }),
  cancel: (random) => ({ requestId: random.below(100), progressId: 'prompt' }),
  threads: none,
  stackTrace: (random) => ({ threadId: 1, startFrame: random.below(4), levels: random.below(30) }),
  scopes: (random, { frames }) => ({ frameId: one(frames, random) }),
  variables: (random, { references }) => ({
    variablesReference: one(references, random),
    start: random.below(3),
    count: random.below(100),
  }),
  evaluate: (random, { frames }) => ({
    expression: random.pick(EXPRESSIONS),
    frameId: random.below(2) ? one(frames, random) : undefined,
    context: random.pick(['repl', 'watch', 'hover', 'clipboard', undefined]),
  }),
  exceptionInfo: thread,
  disassemble: (random, known) => ({
    memoryReference: address(random, known),
    instructionOffset: random.pick([0, -50, 50, -1e9, 2 ** 40]),
    instructionCount: random.pick([0, 1, 100, 5000]),
  }),
  readMemory: (random, known) => ({
    memoryReference: address(random, known),
    offset: random.pick([0, -8, 1e6, -(2 ** 50)]),
    count: random.pick([0, 1, 64, 65536]),
  }),
  writeMemory: (random, known) => ({ memoryReference: address(random, known), data: 'AAAA' }),
  setBreakpoints: (random, { source }) => ({
    source: { path: random.below(4) ? source : '/nowhere/none.c' },
    breakpoints: Array.from({ length: random.below(4) }, () => ({
      line: random.below(50),
      condition: random.pick([undefined, undefined, 'height > 2', '((', '']),
      hitCondition: random.pick([undefined, undefined, '2', '>= x']),
      logMessage: random.pick([undefined, undefined, 'height = {height}', '{{']),
    })),
  }),
  setFunctionBreakpoints: (random) => ({
    breakpoints: [{ name: random.pick(['move_disc', 'main', 'nobody', '']) }],
  }),
  setInstructionBreakpoints: (random, known) => ({
    breakpoints: [{ instructionReference: address(random, known), offset: random.below(9) - 4 }],
  }),
  setExceptionBreakpoints: () => ({ filters: ['all', 'none'] }),
  setVariable: (random, { references }) => ({
    variablesReference: one(references, random),
    name: random.pick(['height', 'moves', 'nobody']),
    value: random.pick(EXPRESSIONS),
  }),
  setExpression: (random, { frames }) => ({
    expression: random.pick(EXPRESSIONS),
    value: random.pick(EXPRESSIONS),
    frameId: one(frames, random),
  }),
  completions: (random, { frames }) => ({
    text: 'he',
    column: random.below(4),
    frameId: one(frames, random),
  }),
  dataBreakpointInfo: (random, { references, frames }) => ({
    name: random.pick(EXPRESSIONS),
    variablesReference: random.below(2) ? one(references, random) : undefined,
    frameId: one(frames, random),
  }),
  setDataBreakpoints: (random) => ({
    breakpoints: [
      {
        dataId: random.pick(['0x400,4', '', 'moves', '0xffffffff,8']),
        accessType: 'write',
        hitCondition: random.pick([undefined, '2', '% 3', 'often']),
      },
    ],
  }),
  gotoTargets: (random, { source }) => ({ source: { path: source }, line: random.below(50) }),
  stepInTargets: (random, { frames }) => ({ frameId: one(frames, random) }),
  breakpointLocations: (random, { source }) => ({
    source: { path: source },
    line: random.below(50),
  }),
  source: (random) => ({ sourceReference: random.below(3) }),
  modules: none,
  loadedSources: none,
  'stepformer.timeline': (random) => ({
    from: random.below(2) ? position(random) : undefined,
    to: random.below(2) ? position(random) : undefined,
    buckets: random.pick([1, 7, 1000, 0, 5000]),
  }),
  'stepformer.output': (random) => ({ start: random.below(100), count: random.below(1000) }),
  'stepformer.goTo': (random) => ({ position: position(random) }),
  'stepformer.stepBack': (random) => ({
    kind: random.pick(['over', 'in', 'out', 'away']),
    granularity: random.pick(GRANULARITIES),
  }),
  'stepformer.goToWriter': value,
  'stepformer.lines': (random, { source }) => ({ file: random.pick([source, undefined, '/none']) }),
  'stepformer.hullKinds': none,
  'stepformer.hull': (random) => ({
    ...head(random),
    from: random.pick([undefined, 0, -7, 1e300]),
    to: random.pick([undefined, 0, 50, 2 ** 40]),
    most: random.pick([undefined, 0, 3, 2000]),
  }),
  'stepformer.hullKey': (random) => ({ ...head(random), token: position(random) }),
  'stepformer.branches': none,
  'stepformer.switchBranch': (random) => ({ id: random.below(4) }),
  'stepformer.compareBranch': (random) => ({ id: random.below(4) }),
  'stepformer.here': none,
  'stepformer.heads': (random) => ({ position: position(random) }),
  'stepformer.readers': (random) => ({
    position: position(random),
    from: position(random),
    to: position(random),
  }),
  'stepformer.headUse': (random) => ({ until: position(random), last: random.pick([0, 10, 1000]) }),
  'stepformer.present': none,
  'stepformer.token': (random) => ({ position: position(random) }),
  'stepformer.locate': (random, { source }) => ({
    file: random.pick([source, '/none']),
    line: random.below(50),
  }),
  'stepformer.residual': (random) => ({
    position: position(random),
    against: random.below(2) ? position(random) : undefined,
  }),
  'stepformer.contributions': (random) => ({
    position: position(random),
    layer: random.below(12),
    part: random.pick(['embedding', 'attention', 'feed-forward', 'logits']),
    slot: random.below(100),
  }),
  'stepformer.lens': (random) => ({
    position: position(random),
    top: random.pick([0, 1, 5, 1000]),
  }),
  'stepformer.upstream': (random) => ({
    position: position(random),
    against: random.below(3) ? undefined : random.below(9000),
    node: random.pick([undefined, 's.3000.4.7', 'n.8000.5.90', 'h.1000.5.3.1', 'e.0.0', 'h.9', '']),
    most: random.pick([0, 1, 25, 1000]),
  }),
  'stepformer.sameBefore': (random) => ({ position: position(random) }),
  'stepformer.trace': (random) => ({
    by: random.pick([...GROUPINGS, 'day']),
    first: position(random),
    count: random.pick([0, 1, 50, 600]),
  }),
  'stepformer.traceRow': (random) => ({
    by: random.pick(GROUPINGS),
    position: position(random),
  }),
  'stepformer.find': (random, { source }) => ({
    what: random.pick([
      { kind: 'text', text: random.pick(['jump', 'nobody', '']) },
      { kind: 'operation', name: random.pick(['i32', 'call', 'fly']) },
      { kind: 'value', value: random.pick([0, -1, 3, 2 ** 40]) },
      { kind: 'address', address: random.pick([0, -1, 1024, 65_536]) },
      { kind: 'line', file: random.pick([undefined, source, '/none']), line: random.below(50) },
      { kind: 'function', name: random.pick(['move_disc', 'main', 'nobody']) },
      { kind: 'head', layer: random.below(12), head: random.below(8) },
      { kind: 'smell' },
    ]),
    from: position(random),
    direction: random.pick(['forward', 'backward', 'up']),
    limit: random.pick([0, 1, 10, 5000]),
  }),
  'stepformer.arcs': (random) => ({
    first: position(random),
    last: position(random),
    heads: random.pick([undefined, [], [[0, 0]], [[20, -1]]]),
  }),
  'stepformer.headMatters': (random) => ({
    layer: random.below(12),
    head: random.below(8),
    stretches: Array.from({ length: random.pick([0, 1, 20, 200]) }, () => [
      position(random),
      random.pick([0, 1, 4, 500, -3]),
    ]),
  }),
  'stepformer.tail': (random) => ({ count: random.pick([0, 1, 40, 5000]) }),
  'stepformer.exportTrace': (random) => ({
    format: random.pick([...TRACE_FORMATS, 'parquet']),
    path: random.pick([
      path.join(os.tmpdir(), `stepformer-export-${process.pid}`),
      'relative',
      '/no/such/folder/trace',
    ]),
    from: random.below(2) ? position(random) : undefined,
    to: random.below(2) ? position(random) : undefined,
  }),
  'stepformer.exportHeads': (random) => ({
    path: random.pick([
      path.join(os.tmpdir(), `stepformer-heads-${process.pid}`),
      'relative',
      os.tmpdir(),
    ]),
    heads: random.pick([undefined, [], [[0, 0]], [[20, -1]]]),
    from: random.below(2) ? position(random) : undefined,
    to: random.below(2) ? position(random) : undefined,
  }),
  'stepformer.exportMore': none,
  'stepformer.exportStop': none,
  'stepformer.origin': value,
  'stepformer.execution': (random, known) =>
    random.below(2)
      ? { instructionReference: address(random, known) }
      : { file: known.source, line: random.below(60), column: random.below(40) },
  'stepformer.intervene': (random) => ({
    position: position(random),
    interventions: Array.from({ length: random.below(3) }, () => intervention(random)),
    tokens: random.pick([0, 1, 200, 1e6]),
    from: random.below(2) ? position(random) : undefined,
    count: random.pick([undefined, 0, 5, 1e6]),
  }),
  'stepformer.interveneStop': none,
  'stepformer.intervention': (random) => ({
    position: position(random),
    intervention: intervention(random),
  }),
  'stepformer.experiments': (random) => ({ position: position(random) }),
  locations: (random) => ({ locationReference: random.below(5) }),
};

export const COMMANDS = Object.keys(REQUESTS);

/** Names that no debugger knows, and that an object does. */
const UNKNOWN = [
  '',
  'fly',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  7,
  null,
  {},
  [],
];

const JUNK: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  '',
  'x',
  '\u0000\ud800',
  'x'.repeat(10_000),
  [],
  {},
  [null],
  [[[]]],
  [1, 'a', {}],
  { line: 'x', name: 5, path: [] },
  { length: 1e9 },
];

/** A request with its right arguments. */
export function rightRequest(command: string, random: Random, known: Known): RandomRequest {
  return { command, arguments: REQUESTS[command](random, known) };
}

/** A request of which anything may be wrong. */
export function anyRequest(random: Random, known: Known): RandomRequest {
  if (random.below(12) === 0)
    return { command: random.pick(UNKNOWN), arguments: random.pick(JUNK) };
  const command = random.pick(COMMANDS);
  const right = REQUESTS[command](random, known);
  switch (random.below(4)) {
    case 0:
      return { command, arguments: random.pick(JUNK) };
    case 1:
      return { command };
    case 2:
      return { command, arguments: right };
    default:
      return { command, arguments: spoilt(right, random) };
  }
}

/** The same with a field left out, or with something else in its place, at any depth. */
function spoilt(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.below(6) === 0)
    return random.pick(JUNK);
  const keys = Object.keys(value);
  if (keys.length === 0) return random.pick(JUNK);
  const chosen = random.pick(keys);
  const copy: Record<string, unknown> = { ...value };
  if (random.below(3) === 0) delete copy[chosen];
  else copy[chosen] = spoilt(copy[chosen], random);
  return Array.isArray(value) ? Object.values(copy) : copy;
}
