/** A client that speaks the Debug Adapter Protocol, with a session in this process or over streams. */
import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { createSession, dependencies } from '../../src/adapter';
import type { Dependencies } from '../../src/debugger/dependencies';
import { PATIENCE } from '../patience';
import { frame, isRequest, isResponse, listen } from './wire';

export interface Client {
  /** The response's body; rejects with the message that a person would see. */
  request<Body = Record<string, never>>(command: string, args?: object): Promise<Body>;
  /** The first event of one of these names that has not been taken yet, now or later. */
  event(...names: string[]): Promise<Dap.Event>;
  /** All events so far that nobody took, and forgets them. */
  takeAll(name: string): Dap.Event[];
  /** Answers requests of the adapter; one that throws is answered with its message. */
  serve(command: string, handler: (args: never) => object): void;
  /** Ends the connection. */
  close(): void;
}

/** A client of a session in this process. */
export function connect(given: Dependencies = dependencies): Client {
  const toSession = new PassThrough();
  const fromSession = new PassThrough();
  const session = createSession(given);
  session.setRunAsServer(true);
  session.start(toSession, fromSession);
  return connectStreams(fromSession, toSession);
}

/** A client of whoever is at the other end of two streams. */
export function connectStreams(input: Readable, output: Writable): Client {
  const answers = new Map<number, (response: Dap.Response) => void>();
  const events: Dap.Event[] = [];
  const handlers = new Map<string, (args: never) => object>();
  const listeners = new Set<() => void>();
  let sequence = 1;
  listen(input, (message) => {
    if (isResponse(message)) answers.get(message.request_seq)?.(message);
    // The session is ready for the answer once it has sent the request.
    else if (isRequest(message)) setImmediate(() => respond(message));
    else events.push(message as Dap.Event);
    for (const listener of [...listeners]) listener();
  });

  const send = (message: object) => {
    output.write(frame({ seq: sequence++, ...message }));
  };
  const respond = ({ seq, command, arguments: args }: Dap.Request) => {
    const response = { type: 'response', request_seq: seq, command };
    try {
      const body = handlers.get(command)?.(args as never);
      send({ ...response, success: true, body });
    } catch (error) {
      send({ ...response, success: false, message: (error as Error).message });
    }
  };

  const take = (names: readonly string[]) => {
    const index = events.findIndex(({ event }) => names.includes(event));
    return index < 0 ? undefined : events.splice(index, 1)[0];
  };
  return {
    request: (command, args = {}) =>
      new Promise((resolve, reject) => {
        const seq = sequence++;
        answers.set(seq, (response) => {
          answers.delete(seq);
          if (response.success) resolve(response.body);
          else reject(new Error(response.message));
        });
        send({ seq, type: 'request', command, arguments: args });
      }),
    event: (...names) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`no event ${names.join(' or ')} came`));
        }, PATIENCE);
        const look = () => {
          const event = take(names);
          if (!event) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(event);
        };
        listeners.add(look);
        look();
      }),
    takeAll(name) {
      const taken: Dap.Event[] = [];
      for (let event = take([name]); event; event = take([name])) taken.push(event);
      return taken;
    },
    serve: (command, handler) => handlers.set(command, handler),
    close: () => output.destroy(),
  };
}
