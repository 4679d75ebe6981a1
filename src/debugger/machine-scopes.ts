/** The scopes that show the machine itself: its variables, its operand stack and its registers. */
import type { Variable } from '../program/program';
import { headText, stepText, tokenText } from '../protocol/origin-text';
import type { Frame } from './frames';
import { stepAt } from './inside/execution';
import { formatAddress, formatWord, readVariable, wordsOf } from './machine-values';
import type { Stopped } from './stopped';
import { NO_VALUE, type Node } from './tree';

export function wasmLocals(stopped: Stopped, { depth, function: f }: Frame): Node[] {
  const base = depth * stopped.map.program.frameSize;
  const { state } = stopped;
  return (f?.locals ?? []).map((local) =>
    variableNode(local, base, (slot) => state.local(depth, slot)),
  );
}

export function wasmGlobals({ map, state }: Stopped): Node[] {
  return map.program.globals.map((global) => variableNode(global, 0, state.global));
}

/** `base`: key of the slot 0. */
function variableNode(
  variable: Variable,
  base: number,
  slot: (index: number) => number | undefined,
): Node {
  const { name, type, slots } = variable;
  return {
    name,
    type,
    value: format(readVariable(variable, slot)),
    place: { store: 'locals', address: base + slots[0], length: slots.length },
    write: (text) => ({
      name: `${name} = ${text}`,
      edits: wordsOf(type, text).map((value, i) => ({
        kind: 'local',
        slot: base + slots[i],
        value,
      })),
    }),
  };
}

function format(value: number | bigint | undefined): string {
  if (value === undefined) return NO_VALUE.unwritten;
  return Number.isInteger(value) ? formatWord(value as number) : String(value);
}

/** The entries of one frame, the topmost first. */
export function operandStack({ state }: Stopped, { operands: [begin, end] }: Frame): Node[] {
  return Array.from({ length: end - begin }, (_, i) => {
    const slot = end - 1 - i;
    const word = state.operand(slot);
    return {
      name: i === 0 ? `[${slot}] top` : `[${slot}]`,
      type: 'i32',
      value: word === undefined ? NO_VALUE.unwritten : formatWord(word),
      operand: slot,
      write: (text) => ({
        name: `operand ${slot} = ${text}`,
        edits: [{ kind: 'operand', slot, value: wordsOf('i32', text)[0] }],
      }),
    };
  });
}

export function registers(stopped: Stopped, frame: Frame): Node[] {
  const { map, state, context } = stopped;
  const { address } = frame;
  const offset = map.offsetAt(address);
  const last = context.length - 1;
  const op = map.program.instructions[address]?.op ?? 'none';
  return [
    {
      name: 'pc',
      value: offset < 0 ? `${op} (linked in)` : `${formatAddress(offset)} ${op}`,
    },
    { name: 'prompt position', value: String(map.prompt.positions[address] ?? -1) },
    { name: 'operand-stack depth', value: String(state.stackDepth()) },
    { name: 'call depth', value: String(state.callDepth()) },
    { name: 'frame', value: `${frame.depth} (${map.nameOf(frame.function)})` },
    { name: 'memory', value: `${state.memorySize()} bytes` },
    { name: 'token position', value: String(last) },
    { name: 'last token', value: context.model.tokens[context.token(last)].text },
    ...lastInstruction(stopped),
  ];
}

/** What the instruction before the present moment did; none at the first one. */
function lastInstruction(stopped: Stopped): Node[] {
  const { context, map } = stopped;
  const begin = map.prompt.tokens.length;
  const position = context.operations.backward(begin, context.length, () => true);
  if (position < 0) return [];
  const step = stepAt(stopped, position);
  return [
    {
      name: 'last instruction',
      value: stepText(step),
      children: () =>
        step.heads.map(({ fetches, reading }) => ({
          name: `${fetches} by ${headText(reading)}`,
          value: `${reading.name}: ${reading.value[0]} from ${tokenText(reading.winner)}`,
        })),
    },
  ];
}
