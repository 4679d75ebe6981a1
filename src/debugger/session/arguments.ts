/** What each request has to be given, so that a wrong argument is named and nothing works with it. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { TRACE_FORMATS } from '../../protocol/export-requests';
import { GROUPINGS } from '../../protocol/trace-requests';
import { problem } from '../errors';

/** One kind of value: `words` complete "must be". */
interface Kind {
  readonly words: string;
  /** The value without what is absent in it; calls `wrong` with the place within it that is of another kind. */
  read(value: unknown, place: string, wrong: Wrong): unknown;
}
type Wrong = (place: string, words: string) => never;

interface Field {
  readonly kind: Kind;
  readonly needed: boolean;
}
type Fields = Readonly<Record<string, Kind | Field>>;

function simple(words: string, holds: (value: unknown) => boolean): Kind {
  const kind: Kind = {
    words,
    read: (value, place, wrong) => (holds(value) ? value : wrong(place, kind.words)),
  };
  return kind;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = simple('a text', (value) => typeof value === 'string');
const flag = simple('true or false', (value) => typeof value === 'boolean');
const whole = simple('a whole number', Number.isSafeInteger);
const number = simple('a number', Number.isFinite);
const amount = simple(
  'a number, not negative',
  (value) => Number.isFinite(value) && Number(value) >= 0,
);
const pair = (words: string) =>
  simple(
    words,
    (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger),
  );
const headPlace = pair('a layer and a head');
const stretch = pair('a position and a number of tokens');
/** What is as long as asked for is not asked for without end. */
const count = simple(
  'a whole number from 0 to 1048576',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 2 ** 20,
);
const named = simple(
  'texts by name',
  (value) => isObject(value) && Object.values(value).every((each) => typeof each === 'string'),
);

const list = (kind: Kind): Kind => ({
  words: 'a list',
  read(value, place, wrong) {
    if (!Array.isArray(value)) return wrong(place, this.words);
    return value.map((each, i) => kind.read(each, `${place}[${i}]`, wrong));
  },
});

/** Fields that are null are absent: some clients write all that there are. */
const object = (fields: Fields): Kind => ({
  words: 'an object',
  read(value, place, wrong) {
    if (!isObject(value)) return wrong(place, this.words);
    const present = Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));
    for (const [name, field] of Object.entries(fields)) {
      const { kind, needed } = 'kind' in field ? field : { kind: field, needed: false };
      const where = place ? `${place}.${name}` : name;
      if (present[name] !== undefined) present[name] = kind.read(present[name], where, wrong);
      else if (needed) wrong(where, kind.words);
    }
    return present;
  },
});

const oneOf = (...texts: readonly string[]) =>
  simple(`one of ${texts.join(', ')}`, (value) => texts.includes(value as string));

/** An object whose `kind` says what else is in it. */
const byKind = (kinds: Readonly<Record<string, Fields>>): Kind => ({
  words: 'an object',
  read(value, place, wrong) {
    const kind = needed(oneOf(...Object.keys(kinds)));
    const read = object({ kind }).read(value, place, wrong) as { kind: string };
    return object(kinds[read.kind]).read(value, place, wrong);
  },
});

const needed = (kind: Kind): Field => ({ kind, needed: true });

const condition: Fields = { condition: text, hitCondition: text };
const source = object({ path: text });
const step: Fields = { granularity: text };

const value: Fields = {
  expression: text,
  frameId: whole,
  variablesReference: whole,
  name: text,
  memoryReference: text,
  offset: whole,
  length: count,
};

const headAtToken: Fields = { layer: needed(whole), head: needed(whole), position: needed(whole) };

const intervention = object({
  kind: needed(text),
  lasting: flag,
  layer: whole,
  head: whole,
  to: whole,
  attended: flag,
  slot: whole,
  matrix: text,
  row: whole,
  column: whole,
  token: text,
  value: number,
});

const REQUESTS: Readonly<Record<string, Fields>> = {
  initialize: {
    linesStartAt1: flag,
    columnsStartAt1: flag,
    supportsRunInTerminalRequest: flag,
    supportsProgressReporting: flag,
  },
  launch: {
    program: text,
    files: list(text),
    args: list(text),
    stdin: text,
    console: text,
    directory: text,
    directoryWritable: flag,
    env: named,
    includePaths: list(text),
    defines: list(text),
    compileCommands: text,
    sourceMap: named,
    stopOnEntry: flag,
    stopOnExit: flag,
    justMyCode: flag,
    cflags: list(text),
    compiler: text,
    maxTokens: amount,
    maxMemory: amount,
    maxOutput: amount,
    compileTimeout: amount,
    noDebug: flag,
  },
  setBreakpoints: {
    source: needed(source),
    breakpoints: list(object({ line: needed(whole), ...condition, logMessage: text })),
  },
  setFunctionBreakpoints: {
    breakpoints: needed(list(object({ name: needed(text), ...condition }))),
  },
  setInstructionBreakpoints: {
    breakpoints: needed(
      list(object({ instructionReference: needed(text), offset: whole, ...condition })),
    ),
  },
  setDataBreakpoints: {
    breakpoints: needed(list(object({ dataId: needed(text), accessType: text, ...condition }))),
  },
  setExceptionBreakpoints: { filters: list(text) },
  dataBreakpointInfo: {
    name: needed(text),
    variablesReference: whole,
    frameId: whole,
    bytes: count,
    asAddress: flag,
  },
  breakpointLocations: {
    source: needed(source),
    line: needed(whole),
    column: whole,
    endLine: whole,
    endColumn: whole,
  },
  next: step,
  stepIn: step,
  stepOut: step,
  stepBack: step,
  restartFrame: { frameId: needed(whole) },
  stepInTargets: { frameId: needed(whole) },
  gotoTargets: { source: needed(source), line: needed(whole), column: whole },
  goto: { targetId: needed(whole) },
  stackTrace: { startFrame: count, levels: count },
  scopes: { frameId: needed(whole) },
  variables: { variablesReference: needed(whole), start: count, count, filter: text },
  setVariable: { variablesReference: needed(whole), name: needed(text), value: needed(text) },
  evaluate: { expression: needed(text), frameId: whole, context: text },
  setExpression: { expression: needed(text), value: needed(text), frameId: whole },
  completions: { text: needed(text), column: needed(whole), line: whole, frameId: whole },
  disassemble: {
    memoryReference: needed(text),
    offset: whole,
    instructionOffset: whole,
    instructionCount: needed(count),
  },
  readMemory: { memoryReference: needed(text), offset: whole, count: needed(count) },
  writeMemory: {
    memoryReference: needed(text),
    offset: whole,
    data: needed(text),
    allowPartial: flag,
  },
  cancel: { requestId: whole, progressId: text },
  'stepformer.timeline': { from: whole, to: whole, buckets: needed(count) },
  'stepformer.output': { start: whole, count },
  'stepformer.goTo': { position: needed(whole) },
  'stepformer.stepBack': { kind: needed(text), ...step },
  'stepformer.heads': { position: needed(whole) },
  'stepformer.readers': { position: needed(whole), from: needed(whole), to: needed(whole) },
  'stepformer.headUse': { until: needed(whole), last: needed(count) },
  'stepformer.token': { position: needed(whole) },
  'stepformer.locate': { file: needed(text), line: needed(whole) },
  'stepformer.residual': { position: needed(whole), against: whole },
  'stepformer.contributions': {
    position: needed(whole),
    layer: needed(whole),
    part: needed(text),
    slot: needed(whole),
  },
  'stepformer.lens': { position: needed(whole), top: needed(count) },
  'stepformer.upstream': {
    position: needed(whole),
    against: whole,
    node: text,
    most: needed(count),
  },
  'stepformer.sameBefore': { position: needed(whole) },
  'stepformer.goToWriter': value,
  'stepformer.intervene': {
    position: needed(whole),
    interventions: needed(list(intervention)),
    tokens: needed(count),
    from: whole,
    count,
  },
  'stepformer.intervention': { position: needed(whole), intervention: needed(intervention) },
  'stepformer.experiments': { position: needed(whole) },
  'stepformer.lines': { file: text },
  'stepformer.hull': { ...headAtToken, from: number, to: number, most: count },
  'stepformer.hullKey': { ...headAtToken, token: needed(whole) },
  'stepformer.switchBranch': { id: needed(whole) },
  'stepformer.compareBranch': { id: needed(whole) },
  'stepformer.trace': {
    by: needed(oneOf(...GROUPINGS)),
    first: needed(whole),
    count: needed(count),
  },
  'stepformer.traceRow': { by: needed(oneOf(...GROUPINGS)), position: needed(whole) },
  'stepformer.find': {
    what: needed(
      byKind({
        text: { text: needed(text) },
        operation: { name: needed(text) },
        value: { value: needed(whole) },
        address: { address: needed(whole) },
        line: { file: text, line: needed(whole) },
        function: { name: needed(text) },
        head: { layer: needed(whole), head: needed(whole) },
      }),
    ),
    from: needed(whole),
    direction: needed(oneOf('forward', 'backward')),
    limit: needed(count),
  },
  'stepformer.arcs': {
    first: needed(whole),
    last: needed(whole),
    heads: list(headPlace),
  },
  'stepformer.headMatters': {
    layer: needed(whole),
    head: needed(whole),
    stretches: needed(list(stretch)),
  },
  'stepformer.tail': { count: needed(count) },
  'stepformer.exportTrace': {
    format: needed(oneOf(...TRACE_FORMATS)),
    path: needed(text),
    from: whole,
    to: whole,
  },
  'stepformer.exportHeads': {
    path: needed(text),
    heads: list(headPlace),
    from: whole,
    to: whole,
  },
  'stepformer.origin': value,
  'stepformer.execution': {
    instructionReference: text,
    file: text,
    line: whole,
    column: whole,
    operation: text,
  },
};

/** The arguments of a request. Throws a `UserError` that names what is missing or of another kind. */
export function argumentsOf({ command, arguments: given }: Dap.Request): unknown {
  const fields = Object.hasOwn(REQUESTS, command) ? REQUESTS[command] : {};
  return object(fields).read(given ?? {}, '', (place, words) => {
    throw problem.badArguments(command, place || 'arguments', words);
  });
}
