/** One random session with the built adapter: what it said that it must not say. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile } from '../../src/toolchain/compile';
import { PATIENCE } from '../patience';
import { createRandom, type Random } from '../toolchain/random';
import { type AdapterProcess, startAdapter, within } from './adapter-process';
import {
  anyRequest,
  COMMANDS,
  type Known,
  LOOKING,
  type RandomRequest,
  RUNNING,
  rightRequest,
} from './random-requests';
import { frame, isEvent, isRequest, isResponse, listen, type Message } from './wire';

const SOURCE = path.join(__dirname, '../../samples/recursion.c');
const FLOOD = 500;

export interface Outcome {
  /** What was wrong; empty where nothing was. */
  readonly faults: string[];
  readonly requests: number;
  /** How often each command was answered with success. */
  readonly successes: ReadonlyMap<string, number>;
  readonly stops: number;
}

/** Compiles the program once, since that takes longer than a session; the path of the module. */
export async function compileProgram(): Promise<string> {
  const { wasm } = await compile({ files: [SOURCE] });
  const program = path.join(mkdtempSync(path.join(tmpdir(), 'stepformer-')), 'recursion.wasm');
  writeFileSync(program, wasm);
  return program;
}

/** Has the session of a seed; it is the same each time but for what depends on the speed of the machine. */
export async function haveSession(seed: number, program: string): Promise<Outcome> {
  const random = createRandom(seed);
  const adapter = startAdapter();
  const talk = new Talk(adapter, {
    program,
    source: SOURCE,
    frames: [],
    references: [],
    addresses: [],
  });
  try {
    await act(talk, random);
    if (random.below(4) === 0) await breakFraming(talk, random, adapter);
    else await leave(talk, adapter);
  } catch (error) {
    talk.faults.push((error as Error).message);
  } finally {
    adapter.child.kill('SIGKILL');
  }
  return {
    // The first ones say what is wrong; the rest follows from it.
    faults: talk.faults.slice(0, 5),
    requests: talk.asked.size,
    successes: talk.successes,
    stops: talk.stops,
  };
}

class Talk {
  readonly faults: string[] = [];
  /** Requests that are not answered yet, by number; those that are have no command any more. */
  readonly asked = new Map<number, { command: unknown; answered: boolean }>();
  readonly successes = new Map<string, number>();
  stops = 0;
  saidToPerson = '';
  private readonly waiting = new Set<() => void>();
  private sequence = 1;

  constructor(
    private readonly adapter: AdapterProcess,
    readonly known: Known,
  ) {
    listen(adapter.child.stdout, (message) => {
      this.hear(message);
      for (const look of this.waiting) look();
    });
  }

  write(bytes: string | Buffer): void {
    this.adapter.child.stdin.write(bytes);
  }

  send(request: RandomRequest): void {
    const seq = this.sequence;
    // Numbers need not be without gaps.
    this.sequence += 1 + (seq % 3);
    this.asked.set(seq, { command: request.command, answered: false });
    this.write(frame({ seq, type: 'request', ...request }));
  }

  /** Waits until `holds`, or rejects with what is missing. */
  async until(holds: () => boolean, limit: number, missing = () => 'nothing came'): Promise<void> {
    if (holds()) return;
    let look = () => {};
    const met = new Promise<void>((resolve) => {
      look = () => {
        if (holds()) resolve();
      };
    });
    this.waiting.add(look);
    try {
      await within(limit, met, 'waited');
    } catch {
      throw new Error(missing());
    } finally {
      this.waiting.delete(look);
    }
  }

  unanswered(): string[] {
    return [...this.asked]
      .filter(([, { answered }]) => !answered)
      .map(([seq, { command }]) => `${JSON.stringify(command)} (${seq})`);
  }

  allAnswered(): Promise<void> {
    return this.until(
      () => this.unanswered().length === 0,
      PATIENCE,
      () => `without an answer: ${this.unanswered().join(', ')}`,
    );
  }

  private hear(message: Message): void {
    if (isResponse(message)) this.check(message);
    // No terminal can be opened here.
    else if (isRequest(message))
      this.write(
        frame({
          seq: this.sequence++,
          type: 'response',
          request_seq: message.seq,
          command: message.command,
          success: false,
          message: 'there is none',
        }),
      );
    else if (isEvent(message) && message.event === 'stopped') this.stops++;
    else if (isEvent(message) && message.event === 'output')
      this.saidToPerson += message.body.output;
  }

  private check(response: Extract<Message, { request_seq: number }>): void {
    const { request_seq, command, success, message, body } = response;
    const asked = this.asked.get(request_seq);
    const what = `the response ${JSON.stringify(response).slice(0, 600)}`;
    if (!asked) this.faults.push(`${what} answers nothing`);
    else if (asked.answered) this.faults.push(`${what} comes a second time`);
    else if (JSON.stringify(asked.command) !== JSON.stringify(command))
      this.faults.push(`${what} is not for ${JSON.stringify(asked.command)}`);
    if (asked) asked.answered = true;
    if (success && !COMMANDS.includes(command) && command !== 'disconnect')
      this.faults.push(`${what} is for a request that there is not`);
    if (success) {
      this.successes.set(command, (this.successes.get(command) ?? 0) + 1);
      this.learn(body);
    } else if (!message) this.faults.push(`${what} says nothing to a person`);
    else if (/The debugger failed|^{/.test(message)) this.faults.push(`${what} is a bug's`);
  }

  private learn(body: unknown): void {
    for (const { id, variablesReference, instructionPointerReference } of itemsOf(body)) {
      if (id) this.known.frames.push(id);
      if (variablesReference) this.known.references.push(variablesReference);
      if (instructionPointerReference) this.known.addresses.push(instructionPointerReference);
    }
  }
}

interface Item {
  id?: number;
  variablesReference?: number;
  instructionPointerReference?: string;
}
const itemsOf = (body: unknown): Item[] =>
  ['stackFrames', 'scopes', 'variables'].flatMap(
    (name) => (body as Record<string, Item[]> | undefined)?.[name] ?? [],
  );

async function act(talk: Talk, random: Random): Promise<void> {
  const { known } = talk;
  const some = (most: number) => {
    for (let i = random.below(most); i > 0; i--) talk.send(anyRequest(random, known));
  };
  const right = (command: string) => talk.send(rightRequest(command, random, known));

  some(6);
  right('initialize');
  some(4);
  for (let times = random.below(8) ? 1 : 2; times > 0; times--) {
    right('launch');
    if (random.below(2)) await talk.allAnswered();
    some(4);
  }
  for (let i = random.below(3); i > 0; i--) right('setBreakpoints');
  right('configurationDone');
  await talk.until(() => talk.stops > 0, 1000).catch(() => {});
  for (let turns = 4 + random.below(8); turns > 0; turns--) {
    if (random.below(3)) await talk.allAnswered();
    if (random.below(3)) await pause(random.below(40));
    for (const command of ['stackTrace', 'scopes', 'variables', 'variables']) {
      right(command);
      if (random.below(4)) await talk.allAnswered();
    }
    for (let i = random.below(4); i > 0; i--) right(random.pick(LOOKING));
    some(3);
    const { stops } = talk;
    right(random.pick(RUNNING));
    if (random.below(4) === 0) right('pause');
    // Where it runs for long, the rest is asked while it runs.
    else if (random.below(4)) await talk.until(() => talk.stops > stops, 200).catch(() => {});
    if (random.below(12) === 0)
      for (let i = 0; i < FLOOD; i++) right(random.pick(random.below(9) ? LOOKING : RUNNING));
  }
  if (random.below(3) === 0) {
    right('terminate');
    some(5);
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The last word: it is still there, has answered everything, and goes when it is told to. */
async function leave(talk: Talk, adapter: AdapterProcess): Promise<void> {
  talk.send({ command: 'threads' });
  await talk.allAnswered();
  talk.send({ command: 'disconnect', arguments: {} });
  await talk.allAnswered();
  const status = await adapter.ended();
  if (status !== 0) talk.faults.push(`it ended with ${status}`);
  if (adapter.stderr() !== '') talk.faults.push(`it wrote to stderr: ${adapter.stderr()}`);
}

export const BROKEN: Readonly<Record<string, string>> = {
  'broken JSON': frame('{"seq": 1, "type": "request", '),
  'no message': frame('[1, 2, 3]'),
  null: frame('null'),
  'a request without a number': frame('{"type": "request", "command": "threads"}'),
  'a length that is none': 'Content-Length: many\r\n\r\n{}',
  'a negative length': 'Content-Length: -5\r\n\r\n{}',
  'a length beyond all bounds': 'Content-Length: 99999999999999\r\n\r\n{}',
  'a length that is too short': `Content-Length: 10\r\n\r\n${'{"seq":1,"type":"request","command":"threads"}'}`,
  'another header': 'Content-Type: text/plain\r\n\r\n{}',
  'no header at all': 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'what has no end': 'x'.repeat(100_000),
};

/** A client out of step is told so, in words, and the adapter ends. */
async function breakFraming(talk: Talk, random: Random, adapter: AdapterProcess): Promise<void> {
  await talk.allAnswered();
  const kind = random.pick(Object.keys(BROKEN));
  talk.write(BROKEN[kind]);
  const status = await adapter.ended();
  if (status !== 0) talk.faults.push(`after ${kind} it ended with ${status}`);
  if (!OUT_OF_STEP.test(talk.saidToPerson)) talk.faults.push(`after ${kind} nobody is told why`);
  if (!isSentence(adapter.stderr())) talk.faults.push(`after ${kind}: ${adapter.stderr()}`);
}

/** What a person is told of a client that is out of step. */
export const OUT_OF_STEP = /The debug adapter ends the session, since/;

/** Whether that and no more was said, such as where in the code it happened. */
export const isSentence = (said: string) => OUT_OF_STEP.test(said) && /^[^\n]+\n$/.test(said);
