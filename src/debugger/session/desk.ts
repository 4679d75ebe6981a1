/** What the handlers of requests share: the program that is debugged, where it stands, and the way to the client. */
import {
  Event,
  ExitedEvent,
  OutputEvent,
  StoppedEvent,
  TerminatedEvent,
} from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Trap } from '../../program/operations';
import type { LaunchConfiguration } from '../../protocol/launch';
import { describeAccesses } from '../accesses';
import type { Debuggee } from '../debuggee';
import type { Dependencies } from '../dependencies';
import type { Change } from '../edits';
import { ending, notice, problem, UserError } from '../errors';
import type { Frame } from '../frames';
import { createHandles } from '../handles';
import { mostOutput } from '../launch';
import { createOutput, type Output } from '../output';
import { type Goal, type Stop, TRAP_STATUS } from '../run';
import type { Terminal } from '../terminal';
import { Refusal } from '../transformer';
import type { Node } from '../tree';
import { toTrap } from './translate';

export const THREAD = 1;

/** Exit status of a run that reached a limit. */
const LIMIT_STATUS = 3;

/** Handlers of requests by name. What one returns is the body of the response. */
export type Handlers = Record<string, (args: never) => unknown>;

/** How each of a family of our own requests is answered. */
export type Answers<Requests extends Record<keyof Requests, { asks: unknown; answers: unknown }>> =
  {
    [R in keyof Requests]: (
      asked: Requests[R]['asks'],
    ) => Requests[R]['answers'] | Promise<Requests[R]['answers']>;
  };

/** What a machine that stands was stopped by, and its call stack. */
export interface Halt {
  readonly stop: Extract<Stop, { address: number }>;
  readonly frames: readonly { readonly id: number; readonly frame: Frame }[];
}

/** What of a session a handler may use: events, and requests to the client. */
export interface Line {
  sendEvent(event: Dap.Event): void;
}

/** What the client can do. */
export interface Client {
  readonly firstLine: number;
  readonly firstColumn: number;
  readonly showsProgress: boolean;
  readonly opensTerminals: boolean;
  readonly knowsMemory: boolean;
  readonly knowsInvalidation: boolean;
}

/** A part of the memory as the client names it. */
interface MemoryRegion {
  readonly memoryReference: string;
  readonly offset: number;
  readonly count: number;
}

/** Parts of the memory that are shown anew. */
const SHOWN = 16;

export class Desk {
  readonly output: Output;
  readonly variables = createHandles<Node>();
  configuration: LaunchConfiguration = {};
  client: Client = {
    firstLine: 1,
    firstColumn: 1,
    showsProgress: false,
    opensTerminals: false,
    knowsMemory: false,
    knowsInvalidation: false,
  };
  terminal: Terminal | undefined;
  /** Traps at which the machine stops; of others it tells and ends. */
  traps: ReadonlySet<Trap> | undefined;
  /** Where breakpoints were hit. */
  hits: number[] = [];
  private shown: readonly MemoryRegion[] = [];
  private debuggee: Debuggee | undefined;
  private halt: Halt | undefined;
  ended = false;
  /** What is given up when the session ends. */
  readonly atEnd: (() => void)[] = [];
  /** Answers the request that is being worked on. */
  private abandon = () => {};

  constructor(
    readonly line: Line,
    readonly dependencies: Dependencies,
  ) {
    const output = createOutput((stream, text) => this.send(new OutputEvent(text, stream)));
    this.output = {
      flush: output.flush,
      write: (stream, bytes) =>
        this.terminal ? this.terminal.write(bytes) : output.write(stream, bytes),
    };
  }

  send(event: Dap.Event): void {
    this.line.sendEvent(event);
  }

  /** Tells a person something. */
  tell(text: string, category = 'console'): void {
    // What the program has written may be a question, a line without an end.
    this.output.flush();
    this.send(new OutputEvent(text, category));
  }

  /** The same with its places as the client counts; line 0 means that there is none. */
  counted<T extends { line?: number; column?: number; endLine?: number; endColumn?: number }>(
    body: T,
  ): T {
    if (!body.line) return body;
    const { firstLine, firstColumn } = this.client;
    const line = (n: number | undefined) => n && n - 1 + firstLine;
    const column = (n: number | undefined) => n && n - 1 + firstColumn;
    return {
      ...body,
      line: line(body.line),
      ...(body.endLine && { endLine: line(body.endLine) }),
      ...(body.column && { column: column(body.column) }),
      ...(body.endColumn && { endColumn: column(body.endColumn) }),
    };
  }

  /** A line of the client's, counted from 1. */
  lineOf(counted: number): number {
    return counted + 1 - this.client.firstLine;
  }

  /** The frame that a request names, or the one in which the program stands. */
  frameOf(frameId: number | undefined): number {
    return frameId ?? this.stopped().halt.frames[0].id;
  }

  launched(debuggee: Debuggee): void {
    this.debuggee = debuggee;
  }

  get isLaunched(): boolean {
    return this.debuggee !== undefined;
  }

  /** Throws a `UserError` if no program is debugged. */
  program(): Debuggee {
    if (this.ended) throw problem.ended();
    if (!this.debuggee) throw problem.notRunning();
    return this.debuggee;
  }

  /** Throws a `UserError` if the program does not stand. */
  stopped(): Debuggee & { readonly halt: Halt } {
    const debuggee = this.program();
    if (!this.halt) throw problem.notPaused();
    return { ...debuggee, halt: this.halt };
  }

  get isStopped(): boolean {
    return this.halt !== undefined && !this.ended;
  }

  // ---- running ----

  /** Goes on from a stop: a trap ends the program, and so does its end. */
  resume(goal: Goal): void {
    const { stop } = this.stopped().halt;
    if (stop.kind === 'trap') this.finish(TRAP_STATUS);
    else if (stop.kind === 'exit') this.finish(stop.status);
    else this.run(goal);
  }

  run(goal: Goal): void {
    const { runner } = this.program();
    this.leave(() => runner.resume(goal));
  }

  /** Leaves the present stop for another, which is told when it is reached. */
  leave(go: () => Promise<Stop>): void {
    const { frames } = this.program();
    const before = this.halt;
    this.halt = undefined;
    frames.clear();
    this.variables.clear();
    go()
      .then((stop) => this.arrive(stop))
      .catch((error) => {
        const isRefusal = error instanceof Refusal || error instanceof UserError;
        if (isRefusal && before) return this.refuse(error, before);
        this.send(new OutputEvent(`${problem.bug(error)}\n`, 'stderr'));
        this.end();
      });
  }

  /** Nothing has changed: it stands where it stood. */
  private async refuse(refusal: Error, { stop }: Halt): Promise<void> {
    this.tell(`${refusal.message}\n`, 'stderr');
    await this.stand({ ...stop });
  }

  private async arrive(stop: Stop): Promise<void> {
    if (this.ended) return;
    this.output.flush();
    switch (stop.kind) {
      case 'exit':
        if (this.stopsAtEnd()) await this.stand(stop);
        else this.finish(stop.status);
        break;
      case 'limit':
        this.limit(ending.maxTokens(stop.tokens));
        break;
      case 'context full':
        this.limit(ending.contextFull(stop.tokens));
        break;
      case 'memory full':
        this.limit(ending.memoryFull(stop.tokens));
        break;
      case 'output full':
        this.limit(ending.outputFull(mostOutput(this.configuration)));
        break;
      default:
        await this.stand(stop);
    }
  }

  private stopsAtEnd(): boolean {
    const { stopOnExit, noDebug } = this.configuration;
    return stopOnExit === true && !noDebug;
  }

  private limit(text: string): void {
    this.send(new OutputEvent(text, 'stderr'));
    this.finish(LIMIT_STATUS);
  }

  /** Reads the call stack where the machine stands, and tells the client. */
  async stand(stop: Halt['stop']): Promise<void> {
    const debuggee = this.program();
    const frames = await debuggee.readFrames(stop.address);
    if (this.ended) return;
    this.halt = {
      stop,
      frames: frames.map((frame) => ({ id: debuggee.frames.create(frame), frame })),
    };
    if (stop.kind === 'trap') this.standAtTrap(debuggee, stop);
    else this.send(this.stoppedEvent(debuggee, stop));
    if (!this.ended) this.refreshMemory();
  }

  private standAtTrap(debuggee: Debuggee, stop: Extract<Stop, { kind: 'trap' }>): void {
    const { trap, where } = toTrap(debuggee.map, stop);
    this.send(new OutputEvent(ending.trap(trap, where), 'stderr'));
    const stops = !this.configuration.noDebug && (this.traps?.has(stop.trap) ?? true);
    if (stops) this.send(new StoppedEvent('exception', THREAD, `${trap} ${where}`));
    else this.finish(TRAP_STATUS);
  }

  private stoppedEvent(debuggee: Debuggee, stop: Halt['stop']): Dap.Event {
    const { breakpoints, context } = debuggee;
    const event = (reason: string, more: Partial<Dap.StoppedEvent['body']> = {}) => {
      const stopped = new StoppedEvent(reason, THREAD);
      Object.assign(stopped.body, { allThreadsStopped: true, ...more });
      return stopped;
    };
    switch (stop.kind) {
      case 'breakpoint': {
        const { ids, kind } = breakpoints.hit(stop.keys);
        this.hits.push(context.length);
        return event(kind === 'line' ? 'breakpoint' : `${kind} breakpoint`, {
          hitBreakpointIds: [...ids],
        });
      }
      case 'data': {
        this.hits.push(context.length);
        const text = describeAccesses(breakpoints, stop.accesses);
        const ids = stop.accesses.map(({ watch }) => watch);
        return event('data breakpoint', { description: text, text, hitBreakpointIds: ids });
      }
      case 'condition':
        this.send(new OutputEvent(notice.conditionFailed(stop.reason), 'stderr'));
        return event('breakpoint', { description: notice.conditionFailed(stop.reason).trim() });
      case 'exit': {
        const text = notice.atEnd(stop.status);
        return event('exit', { description: text, text });
      }
      default:
        return event(stop.kind);
    }
  }

  finish(exitCode: number): void {
    this.send(new ExitedEvent(exitCode));
    this.end();
  }

  /** What is worked on when the session ends may never be done: its readers and its engine are gone. */
  unlessEnded<T>(work: T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.abandon = () => reject(problem.ended());
      Promise.resolve(work).then(resolve, reject);
    });
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.abandon();
    for (const giveUp of this.atEnd) giveUp();
    this.output.flush();
    this.debuggee?.dispose();
    this.terminal?.close();
    this.send(new TerminatedEvent());
  }

  // ---- what was changed ----

  /** Makes a change of a person's, and reads again what it was made to. Handles of this stop stay good. */
  async change<T>(change: Change, read: () => Promise<T>): Promise<T> {
    await this.stopped().edits.apply(change);
    if (this.client.knowsInvalidation)
      this.send(new Event('invalidated', { areas: ['variables', 'stacks'] }));
    return read();
  }

  /** Remembers what the client shows of the memory, so that it is shown anew at each stop. */
  wasRead(region: MemoryRegion): void {
    const same = ({ memoryReference, offset, count }: MemoryRegion) =>
      memoryReference === region.memoryReference &&
      offset === region.offset &&
      count === region.count;
    this.shown = [...this.shown.filter((other) => !same(other)), region].slice(-SHOWN);
  }

  private refreshMemory(): void {
    if (this.client.knowsMemory)
      for (const body of this.shown) this.send(new Event('memory', body));
  }
}
