/** The scopes that show the machine itself: its variables, its operand stack and its registers. */
import type { Variable } from '../program/program';
import type { Frame } from './frames';
import { formatAddress, formatWord, readVariable } from './machine-values';
import type { Stopped } from './stopped';
import { NO_VALUE, type Node } from './tree';

export function wasmLocals({ state }: Stopped, { depth, function: f }: Frame): Node[] {
  return (f?.locals ?? []).map((local) => variableNode(local, (slot) => state.local(depth, slot)));
}

export function wasmGlobals({ map, state }: Stopped): Node[] {
  return map.program.globals.map((global) => variableNode(global, state.global));
}

function variableNode(variable: Variable, slot: (index: number) => number | undefined): Node {
  const value = readVariable(variable, slot);
  return { name: variable.name, type: variable.type, value: format(value) };
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
    };
  });
}

export function registers({ map, state, context }: Stopped, frame: Frame): Node[] {
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
  ];
}
