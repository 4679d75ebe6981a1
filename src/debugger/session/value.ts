/** The value that a request of our own is about. */
import type { Written } from '../../protocol/travel';
import { problem } from '../errors';
import { placeOfNode, type ValuePlace } from '../inside/origin';
import { evaluateIn } from '../scopes';
import { LONGEST } from './data-id';
import type { Desk } from './desk';
import { childOf } from './look';
import { toAddress } from './translate';

export interface NamedValue {
  readonly name: string;
  readonly value: string;
  /** Where it lies, if it lies anywhere. */
  readonly place?: ValuePlace;
}

/** Throws a `UserError` where there is no such value. */
export async function namedValue(desk: Desk, asked: Written): Promise<NamedValue> {
  const debuggee = desk.stopped();
  if ('memoryReference' in asked) {
    const { memoryReference, offset = 0, length = 1 } = asked;
    const address = toAddress(memoryReference) + offset;
    if (address < 0 || length > LONGEST || address + length > debuggee.state.memorySize())
      throw problem.outsideMemory();
    const value = Buffer.from(debuggee.state.memory(address, length)).toString('hex');
    return { name: memoryReference, value, place: { store: 'memory', address, length } };
  }
  const node =
    'expression' in asked
      ? await evaluateIn(debuggee, desk.frameOf(asked.frameId), asked.expression)
      : await childOf(desk, asked.variablesReference, asked.name);
  return { name: node.evaluateName ?? node.name, value: node.value, place: placeOfNode(node) };
}
