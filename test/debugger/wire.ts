/** Messages of the Debug Adapter Protocol on a stream. */
import type { Readable } from 'node:stream';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

export type Message = Dap.Response | Dap.Event | Dap.Request;

export const isResponse = (message: Message): message is Dap.Response =>
  message.type === 'response';
export const isRequest = (message: Message): message is Dap.Request => message.type === 'request';
export const isEvent = (message: Message): message is Dap.Event => message.type === 'event';

export function frame(message: object | string): string {
  const json = typeof message === 'string' ? message : JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

/** Calls `hear` with each message that comes. */
export function listen(input: Readable, hear: (message: Message) => void): void {
  let received = Buffer.alloc(0);
  input.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(received.toString('latin1', 0, 100));
      if (!header) return;
      const end = header[0].length + Number(header[1]);
      if (received.length < end) return;
      const message = JSON.parse(received.toString('utf8', header[0].length, end));
      received = received.subarray(end);
      hear(message);
    }
  });
}
