/** A trace of ten million tokens that no program made: each instruction has four of them. */
import type { InsideRequests } from '../../../../src/protocol/inside';
import {
  type FindRequest,
  type Found,
  type HeadMatters,
  STRETCH_TOKENS,
  type TraceGrouping,
  type TraceRow,
  type TraceRows,
} from '../../../../src/protocol/trace-requests';
import type { Made } from '../inside-driver';

export const TOKENS = 10_000_000;
const PROMPT = 4_000;
const LENGTHS: Readonly<Record<TraceGrouping, number>> = {
  token: 1,
  instruction: 4,
  line: 40,
  call: 400,
};
const OPERATIONS = ['local.get', 'i32.load offset=8', 'i32.add', 'i32.store offset=12'];
const FUNCTIONS = ['main', 'solve', 'place', 'is_free'];

function rowOf(by: TraceGrouping, row: number): TraceRow {
  const tokens = LENGTHS[by];
  const position = row * tokens;
  const step = Math.floor(position / 4);
  const depth = position < PROMPT ? 0 : 1 + (Math.floor(position / 400) % 15);
  const operation = OPERATIONS[step % OPERATIONS.length];
  const begins = position % 4 === 0;
  const text = begins
    ? operation.split(' ')[0]
    : `${((position * 37) % 256).toString(16).padStart(2, '0')}${'__'.repeat(3 - (position % 4))}`;
  const by_ =
    position < PROMPT
      ? 'prompt'
      : position === 5_000_001
        ? 'person'
        : position === 5_000_002
          ? 'input'
          : 'model';
  return {
    row,
    position,
    tokens,
    text: position < PROMPT ? `imm ${text}` : text,
    by: by_,
    begins,
    depth,
    value: by === 'token' ? (position % 4 === 3 ? position : undefined) : position * 7,
    part: position < PROMPT ? 'memory' : undefined,
    instruction:
      position < PROMPT
        ? undefined
        : {
            address: step % 1000,
            text: operation,
            function: FUNCTIONS[depth % FUNCTIONS.length],
            file: '/work/samples/sudoku.c',
            line: 20 + (Math.floor(position / 40) % 60),
          },
  };
}

function rows(by: TraceGrouping, first: number, count: number): TraceRows {
  const total = TOKENS / LENGTHS[by];
  const end = Math.min(total, first + Math.min(count, 500));
  return {
    by,
    total,
    recorded: TOKENS,
    rows: Array.from({ length: Math.max(0, end - first) }, (_, i) => rowOf(by, first + i)),
  };
}

/** Every 1,000th token holds what is searched for; a search gets through a million tokens. */
const EVERY = 1_000;
function find({ from, direction, limit, what }: FindRequest): Found {
  if (what.kind === 'function' && what.name === 'nobody')
    throw new Error(
      'The program has no function "nobody": choose one that it calls, such as main.',
    );
  const forward = direction === 'forward';
  const end = forward ? Math.min(TOKENS, from + 1_000_000) : Math.max(0, from - 1_000_000);
  // No head matters, and that takes long to be known.
  if (what.kind === 'head') {
    const reached = forward ? Math.min(TOKENS, from + 500) : Math.max(0, from - 500);
    return { positions: [], from: reached, to: reached, complete: false };
  }
  const positions: number[] = [];
  const first = (forward ? Math.ceil(from / EVERY) : Math.floor(from / EVERY)) * EVERY;
  const step = forward ? EVERY : -EVERY;
  for (let at = first; forward ? at < end : at >= end; at += step) {
    if (positions.length === limit) break;
    positions.push(at);
  }
  const full = positions.length === limit;
  const last = positions.at(-1) ?? end;
  const [begin, to] = forward ? [from, full ? last + 1 : end] : [full ? last : end, from + 1];
  return { positions, from: begin, to, complete: forward ? to >= TOKENS : begin <= 0 };
}

function arcs({ first, last, heads }: InsideRequests['stepformer.arcs']['asks']) {
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((from) => [
    {
      from,
      to: from - 1,
      heads: [
        [0, 0],
        [0, 1],
      ] as const,
    },
    { from, to: from - 3, heads: [[1, 1]] as const },
    { from, to: from - (from % 4), heads: [[1, 0]] as const },
    { from, to: 1_204, heads: [[2, 0]] as const },
    {
      from,
      to: from - 12_345,
      heads: [
        [3, 1],
        [3, 2],
        [3, 3],
      ] as const,
    },
  ]);
  const wanted = (own: readonly (readonly [number, number])[]) =>
    heads ? own.filter(([l, h]) => heads.some(([layer, head]) => l === layer && h === head)) : own;
  return {
    arcs: all
      .map((arc) => ({ ...arc, heads: wanted(arc.heads), now: arc.to % 2 === 0 }))
      .filter(({ from, to, heads: own }) => to >= 0 && to !== from && own.length > 0),
  };
}

/** At the beginning of every other instruction, in every other call. */
export const headMattersAt = (position: number) =>
  position % 8 === 0 && Math.floor(position / 400) % 2 === 0;

/** Not all is told at once. */
function headMatters({ stretches }: InsideRequests['stepformer.headMatters']['asks']): HeadMatters {
  return {
    stretches: stretches.slice(0, 8).map(([position, tokens]) => {
      const looked = Math.min(tokens, STRETCH_TOKENS);
      const within = Array.from({ length: looked }, (_, i) => position + i);
      const at = within.find(headMattersAt);
      return at === undefined ? { looked } : { at, looked: at + 1 - position };
    }),
  };
}

const ROLES: Readonly<Record<string, string>> = {
  digit: 'digits',
  next: 'fetch',
  controls: 'copy',
  stack: 'stack',
  memory: 'memory',
};

export const MADE_TRACE: Made = {
  'stepformer.model': () => ({
    name: 'made',
    dModel: 0,
    vocabulary: 0,
    parameters: 0,
    layers: [
      ['digit 1 back', 'digit 2 back'],
      ['controls: pushes', 'digit 3 back'],
      ['next operation'],
      ['stack', 'memory 0', 'memory 1', 'memory 2'],
    ].map((names) => ({
      heads: names.map((name) => ({
        name,
        purpose: `what ${name} does`,
        role: ROLES[name.split(/[ :]/)[0]] ?? '',
        tie: 'latest',
        values: ['', ''],
      })),
      neurons: [],
      slots: [],
    })),
  }),
  'stepformer.token': ({ position }) => rowOf('token', position),
  'stepformer.trace': ({ by, first, count }) => rows(by, first, count),
  'stepformer.traceRow': ({ by, position }) => ({
    row: Math.floor(position / LENGTHS[by]),
    rows: TOKENS / LENGTHS[by],
  }),
  'stepformer.find': find,
  'stepformer.arcs': arcs,
  'stepformer.headMatters': headMatters,
  'stepformer.tail': ({ count }) => {
    tailed += 1_234;
    return { ...rows('token', tailed - count, count), recorded: tailed };
  },
};
/** The run goes on from look to look. */
let tailed = 6_000_000;
