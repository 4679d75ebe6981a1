/** What an instruction did when it was last executed: its operands and its result, and the heads that fetched them. */
import { headNamed, lookupNamed } from '../../model/names';
import {
  OPERATIONS,
  type Operation,
  operationIndex,
  takesConstantBefore,
  takesDigitsBefore,
} from '../../program/operations';
import type { ExecutedStep, Execution, FetchingHead } from '../../protocol/origin-requests';
import { createState } from '../state';
import type { Stopped } from '../stopped';
import { instructionAt } from './place';
import { HeadReader } from './reading';

/** Tokens that are searched: what takes some 20 ms. */
const SEARCHED = 2_000_000;
/** Machine instructions of one instruction that are told. */
const STEPS = 8;
/** Tokens in which these are looked for: calls of linked-in functions may lie between them. */
const STRETCH = 65_536;
const TOKENS = 16;

/** The last execution before the present moment of the machine instructions from one address on. */
export function lastExecution(stopped: Stopped, addresses: readonly number[]): Execution {
  const { context, map } = stopped;
  const begin = map.prompt.tokens.length;
  const from = Math.max(begin, context.length - SEARCHED);
  const first = map.prompt.positions[addresses[0]];
  const found = context.operations.backward(from, context.length, (_, pc) => pc === first);
  return {
    instruction: instructionAt(stopped, addresses[0]),
    steps: found < 0 ? [] : stepsFrom(stopped, found, new Set(addresses)),
    searched: context.length - from,
    all: from === begin,
  };
}

/** The operation whose token is at a position and those that follow it, as long as they are among some addresses. */
function stepsFrom(
  stopped: Stopped,
  position: number,
  addresses: ReadonlySet<number>,
): ExecutedStep[] {
  const { context, map } = stopped;
  const [, depth] = context.operations.at(position);
  const begins: number[] = [];
  const end = Math.min(context.length, position + STRETCH);
  context.operations.forward(position, end, (at, pc, depthThere) => {
    if (addresses.has(map.addressAt(pc))) begins.push(at);
    else if (depthThere <= depth) return true;
    return begins.length === STEPS;
  });
  return begins.map((at) => stepAt(stopped, at));
}

/** What the operation whose token is at a position did. */
export function stepAt(stopped: Stopped, position: number): ExecutedStep {
  const { context, map } = stopped;
  const { operations, model } = context;
  const next = operations.forward(position + 1, context.length, () => true);
  const end = next < 0 ? context.length : next;
  const address = map.addressAt(operations.at(position)[0]);
  const { op } = map.program.instructions[address];
  const operation = OPERATIONS[operationIndex(op)];
  const heads = fetchingHeads(stopped, operation, position, map.program.instructions[address].a);
  const length = Math.min(end - position, TOKENS);
  const textAt = (at: number) => model.tokens[context.token(at)].text;
  return {
    instruction: instructionAt(stopped, address),
    tokens: Array.from({ length }, (_, i) => ({
      position: position + i,
      text: textAt(position + i),
    })),
    operands: heads
      .filter(({ fetches }) => fetches === 'operand')
      .map(({ reading }) => reading.value[0]),
    result: operation.pushes === 1 ? topAfter(stopped, end - 1) : undefined,
    jump: isJump(operation) ? jumpOf(stopped, position, end) : undefined,
    heads,
  };
}

const isJump = ({ name, immediate }: Operation) =>
  immediate === 'target' || immediate === 'table' || name === 'return';

function jumpOf(stopped: Stopped, position: number, end: number): ExecutedStep['jump'] {
  const { context, map } = stopped;
  const next = map.addressAt(context.operations.at(end)[0]);
  return {
    // A jump writes how far it goes; one that is not taken writes nothing.
    taken: end - position > 1,
    next: next < 0 ? undefined : instructionAt(stopped, next),
    fetch: new HeadReader(stopped).read(headNamed(context.model, 'next operation'), end - 1)
      .reading,
  };
}

/** The topmost operand behind a token. */
function topAfter({ context, map }: Stopped, position: number): number | undefined {
  const { residual, attend } = context.at(position);
  const { model } = context;
  const state = createState(
    { model, length: position + 1, residual, attend },
    map.program.frameSize,
  );
  return state.operand(state.stackDepth() - 1);
}

/** Names of the heads that find an operand, and of those that read it; the deepest operand first. */
const OPERANDS = [
  ['stack: third', 'value of z'],
  ['stack: second', 'value of y'],
  ['stack: top', 'value of x'],
] as const;

function fetchingHeads(
  stopped: Stopped,
  { name, immediate, pops }: Operation,
  position: number,
  a: number,
): FetchingHead[] {
  const { model } = stopped.context;
  const heads = new HeadReader(stopped);
  const found: FetchingHead[] = [];
  const own = (fetches: FetchingHead['fetches'], head: string, at = position) => {
    const { reading } = heads.read(headNamed(model, head), at);
    found.push({ fetches, reading });
    return reading;
  };
  const number = (end: number) => {
    const { reading } = heads.read(lookupNamed(model, 'numbers'), position, [end, 1]);
    found.push({ fetches: 'operand', reading });
  };
  own('instruction', 'next operation', position - 1);
  // The smallest offset is none, and has no token.
  if (immediate !== 'none' && !(immediate === 'offset' && a === 0)) own('immediate', 'immediate');
  if (takesConstantBefore(name)) own('operand', 'second immediate');
  else if (takesDigitsBefore(name)) number(position - 1);
  else
    for (const [pointer, value] of OPERANDS.slice(3 - pops)) {
      own('pointer', pointer);
      own('operand', value);
    }
  if (/^(local|global)\.get$/.test(name)) number(own('pointer', 'local or global').value[0]);
  if (name.startsWith('i32.load')) {
    const base = found.find(({ fetches }) => fetches === 'operand')?.reading.value[0] ?? 0;
    const width = Number(/\d+/.exec(name.slice(4))?.[0] ?? 32) / 8;
    for (let i = 0; i < width; i++) own('byte', `memory bank ${(base + a + i) % 4}`);
  }
  if (name === 'return') own('target', 'return address');
  if (immediate === 'table') own('target', 'jump table');
  return found;
}
