/** Requests that change the state of the program: each becomes tokens of the person's. */
import { Event } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { problem } from '../errors';
import { evaluateIn } from '../scopes';
import type { Node } from '../tree';
import type { Desk, Handlers } from './desk';
import { childOf, toVariable } from './look';
import { toAddress } from './translate';

export function changeRequests(desk: Desk): Handlers {
  const answer = (node: Node) => {
    const { name: _, ...rest } = toVariable(desk, node);
    return rest;
  };

  return {
    async setVariable({ variablesReference, name, value }: Dap.SetVariableArguments) {
      const node = await childOf(desk, variablesReference, name);
      if (!node.write) throw problem.notWritable(name);
      const change = await node.write(value);
      return answer(await desk.change(change, () => childOf(desk, variablesReference, name)));
    },
    async setExpression({ expression, value, frameId }: Dap.SetExpressionArguments) {
      const debuggee = desk.stopped();
      const id = desk.frameOf(frameId);
      const node = await evaluateIn(debuggee, id, expression);
      if (!node.write) throw problem.notWritable(expression);
      const change = await node.write(value);
      return answer(await desk.change(change, () => evaluateIn(debuggee, id, expression)));
    },
    async writeMemory({
      memoryReference,
      offset = 0,
      data,
      allowPartial,
    }: Dap.WriteMemoryArguments) {
      const { state, edits } = desk.stopped();
      const address = toAddress(memoryReference) + offset;
      const bytes = Buffer.from(data, 'base64');
      const room = Math.max(0, Math.min(bytes.length, state.memorySize() - address));
      if (address < 0 || (room < bytes.length && !allowPartial)) throw problem.outsideMemory();
      const change = edits.bytes(address, bytes.subarray(0, room));
      await desk.change(change, async () => undefined);
      const body = { memoryReference, offset, count: room };
      if (desk.client.knowsMemory) desk.send(new Event('memory', body));
      return { offset: 0, bytesWritten: room };
    },
  };
}
