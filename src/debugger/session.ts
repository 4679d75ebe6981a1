/** The Debug Adapter Protocol, translated to and from the debugger, which knows nothing of it. */
import path from 'node:path';
import {
  DebugSession,
  Event,
  ExitedEvent,
  InitializedEvent,
  OutputEvent,
  Response,
  StoppedEvent,
  TerminatedEvent,
} from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { DIAGNOSTICS_EVENT, type SourceDiagnostic } from '../protocol/diagnostics';
import type { LaunchConfiguration } from '../protocol/launch';
import type { Breakpoint } from './breakpoints';
import { cEvaluate } from './c-values';
import type { Debuggee } from './debuggee';
import type { Dependencies } from './dependencies';
import { createDisassembly, type Disassembly, type Row } from './disassembly';
import { ending, problem, UserError } from './errors';
import type { Frame } from './frames';
import { createHandles } from './handles';
import { filesOf, start } from './launch';
import { formatAddress } from './machine-values';
import { createOutput, type Output } from './output';
import { displayName } from './program-map';
import { type Goal, type Stop, TRAP_STATUS } from './run';
import { contextOf, scopesOf } from './scopes';
import { entryCondition, type StepKind, stepCondition } from './stepping';
import type { Node } from './tree';

const THREAD = 1;

/** The editor numbers errors; ours are told apart by their text. */
const ERROR_ID = 1;

/** Everything that is advertised works; what is missing here is refused with a message. */
const CAPABILITIES: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsInstructionBreakpoints: true,
  supportsSteppingGranularity: true,
  supportsDisassembleRequest: true,
  supportsReadMemoryRequest: true,
  supportsEvaluateForHovers: true,
  supportsExceptionInfoRequest: true,
  supportsTerminateRequest: true,
  supportsDelayedStackTraceLoading: true,
};

type Children = NonNullable<Node['children']>;
type Handler = (args: never) => unknown;

/** What a machine that stands was stopped by, and its call stack. */
interface Halt {
  readonly stop: Extract<Stop, { address: number }>;
  readonly frames: readonly { readonly id: number; readonly frame: Frame }[];
}

export class StepformerSession extends DebugSession {
  private readonly output: Output;
  private readonly variables = createHandles<Children>();
  private debuggee: Debuggee | undefined;
  private disassembly: Disassembly | undefined;
  private configuration: LaunchConfiguration = {};
  /** How the client counts lines. */
  private firstLine = 1;
  private showsProgress = false;
  private halt: Halt | undefined;
  private ended = false;
  /** Requests are answered one after the other, in the order in which they came. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: Dependencies) {
    super();
    this.output = createOutput((stream, text) => this.sendEvent(new OutputEvent(text, stream)));
  }

  private readonly handlers: Record<string, Handler> = {
    initialize: (args: Dap.InitializeRequestArguments) => this.initialize(args),
    launch: (args: LaunchConfiguration) => this.launch(args),
    configurationDone: () => this.begin(),
    setBreakpoints: (args: Dap.SetBreakpointsArguments) => this.setLines(args),
    setFunctionBreakpoints: (args: Dap.SetFunctionBreakpointsArguments) =>
      this.describeAll(
        this.program().breakpoints.setFunctions(args.breakpoints.map(({ name }) => name)),
      ),
    setInstructionBreakpoints: (args: Dap.SetInstructionBreakpointsArguments) =>
      this.describeAll(
        this.program().breakpoints.setInstructions(
          args.breakpoints.map((b) => toAddress(b.instructionReference) + (b.offset ?? 0)),
        ),
      ),
    setExceptionBreakpoints: () => ({ breakpoints: [] }),
    threads: () => ({ threads: [{ id: THREAD, name: 'transformer' }] }),
    continue: () => {
      this.resume({ reason: 'step' });
      return { allThreadsContinued: true };
    },
    next: (args: Dap.NextArguments) => this.step('over', args),
    stepIn: (args: Dap.StepInArguments) => this.step('in', args),
    stepOut: (args: Dap.StepOutArguments) => this.step('out', args),
    pause: () => this.program().runner.pause(),
    stackTrace: (args: Dap.StackTraceArguments) => this.stackTrace(args),
    scopes: (args: Dap.ScopesArguments) => this.scopes(args),
    variables: (args: Dap.VariablesArguments) => this.expand(args),
    evaluate: (args: Dap.EvaluateArguments) => this.evaluate(args),
    exceptionInfo: () => this.exceptionInfo(),
    disassemble: (args: Dap.DisassembleArguments) => this.disassemble(args),
    readMemory: (args: Dap.ReadMemoryArguments) => this.readMemory(args),
    terminate: () => this.end(),
    disconnect: () => this.end(),
  };

  /** Answered at once, whatever else is being worked on. */
  private static readonly URGENT = new Set(['pause', 'terminate', 'disconnect']);

  /** The one place where errors end: a person's as a message, a bug as a report. */
  protected override dispatchRequest(request: Dap.Request): void {
    if (StepformerSession.URGENT.has(request.command)) this.answer(request);
    else this.queue = this.queue.then(() => this.answer(request));
  }

  private async answer(request: Dap.Request): Promise<void> {
    const response: Dap.Response = new Response(request);
    try {
      const handler = this.handlers[request.command];
      if (!handler) throw problem.unknownRequest(request.command);
      const body = await handler((request.arguments ?? {}) as never);
      if (body !== undefined) response.body = body;
      this.sendResponse(response);
      if (request.command === 'launch' && this.debuggee) this.sendEvent(new InitializedEvent());
      if (request.command === 'disconnect') this.shutdown();
    } catch (error) {
      const text = error instanceof UserError ? error.message : problem.bug(error);
      // The editor shows a failed launch in a dialog; other failures stand where they were asked for.
      const showUser = request.command === 'launch' || !(error instanceof UserError);
      this.sendErrorResponse(response, {
        id: ERROR_ID,
        format: '{text}',
        variables: { text },
        showUser,
      });
    }
  }

  private initialize(args: Dap.InitializeRequestArguments): Dap.Capabilities {
    this.firstLine = args.linesStartAt1 === false ? 0 : 1;
    this.showsProgress = args.supportsProgressReporting ?? false;
    return CAPABILITIES;
  }

  private async launch(configuration: LaunchConfiguration): Promise<void> {
    if (this.debuggee) throw problem.alreadyLaunched();
    this.configuration = configuration;
    const { cflags, compiler } = configuration;
    const files = filesOf(configuration);
    const built = await this.dependencies.build({ files, cflags, compiler: compiler || undefined });
    this.tellDiagnostics(built.diagnostics);
    if ('failure' in built) throw new UserError(built.failure);
    const debuggee = await this.withProgress((progress) =>
      start(
        built.program,
        configuration,
        this.dependencies,
        this.output,
        progress,
        () => this.ended,
      ),
    );
    if (this.ended) debuggee?.dispose();
    else this.debuggee = debuggee;
  }

  private tellDiagnostics(diagnostics: readonly SourceDiagnostic[]): void {
    this.sendEvent(new Event(DIAGNOSTICS_EVENT, { diagnostics }));
    for (const { file, line, column, severity, message } of diagnostics) {
      const event = new OutputEvent(
        `${file}:${line}:${column}: ${severity}: ${message}\n`,
        'stderr',
      );
      Object.assign(event.body, { source: sourceOf(file), line: this.toClient(line) });
      this.sendEvent(event);
    }
  }

  private async withProgress<T>(
    work: (progress: (share: number) => void) => Promise<T>,
  ): Promise<T> {
    if (!this.showsProgress) return work(() => {});
    const progressId = 'prompt';
    const title = 'The transformer reads the program';
    this.sendEvent(new Event('progressStart', { progressId, title, percentage: 0 }));
    let told = 0;
    try {
      return await work((share) => {
        const percentage = Math.floor(share * 100);
        if (percentage === told) return;
        told = percentage;
        this.sendEvent(new Event('progressUpdate', { progressId, percentage }));
      });
    } finally {
      this.sendEvent(new Event('progressEnd', { progressId }));
    }
  }

  private toClient(line: number): number {
    return line - 1 + this.firstLine;
  }

  private program(): Debuggee {
    if (this.ended) throw problem.ended();
    if (!this.debuggee) throw problem.notRunning();
    return this.debuggee;
  }

  private stopped(): Debuggee & { readonly halt: Halt } {
    const debuggee = this.program();
    if (!this.halt) throw problem.notPaused();
    return { ...debuggee, halt: this.halt };
  }

  // ---- running ----

  private begin(): void {
    const { map } = this.program();
    const until = this.configuration.stopOnEntry && !this.configuration.noDebug;
    this.run({ reason: 'entry', until: until ? entryCondition(map) : undefined });
  }

  private step(kind: StepKind, { granularity }: Dap.NextArguments): void {
    const { map, state, halt } = this.stopped();
    const unit = granularity === 'instruction' ? 'instruction' : 'line';
    const from = { address: halt.stop.address, depth: state.callDepth() };
    this.resume({ reason: 'step', until: stepCondition(map, kind, unit, from) });
  }

  private resume(goal: Goal): void {
    const { stop } = this.stopped().halt;
    if (stop.kind === 'trap') this.finish(TRAP_STATUS);
    else this.run(goal);
  }

  private run(goal: Goal): void {
    const { runner, frames } = this.program();
    this.halt = undefined;
    frames.clear();
    this.variables.clear();
    runner.resume(goal).then(
      (stop) => this.arrive(stop),
      (error) => {
        this.sendEvent(new OutputEvent(`${problem.bug(error)}\n`, 'stderr'));
        this.end();
      },
    );
  }

  private arrive(stop: Stop): void {
    if (this.ended) return;
    this.output.flush();
    switch (stop.kind) {
      case 'exit':
        this.finish(stop.status);
        break;
      case 'limit':
        this.sendEvent(new OutputEvent(ending.maxTokens(stop.tokens), 'stderr'));
        this.finish(LIMIT_STATUS);
        break;
      case 'context full':
        this.sendEvent(new OutputEvent(ending.contextFull(stop.reason), 'stderr'));
        this.finish(LIMIT_STATUS);
        break;
      default:
        this.stand(stop);
    }
  }

  private stand(stop: Halt['stop']): void {
    const debuggee = this.program();
    const frames = debuggee
      .readFrames(stop.address)
      .map((frame) => ({ id: debuggee.frames.create(frame), frame }));
    this.halt = { stop, frames };
    if (stop.kind === 'trap') {
      const { trap, where } = this.trapOf(stop);
      this.sendEvent(new OutputEvent(ending.trap(trap, where), 'stderr'));
      if (this.configuration.noDebug) this.finish(TRAP_STATUS);
      else this.sendEvent(new StoppedEvent('exception', THREAD, `${trap} ${where}`));
      return;
    }
    if (stop.kind !== 'breakpoint') {
      this.sendEvent(new StoppedEvent(stop.kind, THREAD));
      return;
    }
    const { ids, kind } = debuggee.breakpoints.hit(stop.address);
    const event = new StoppedEvent(kind === 'line' ? 'breakpoint' : `${kind} breakpoint`, THREAD);
    Object.assign(event.body, { hitBreakpointIds: ids });
    this.sendEvent(event);
  }

  private finish(exitCode: number): void {
    this.sendEvent(new ExitedEvent(exitCode));
    this.end();
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.output.flush();
    this.debuggee?.dispose();
    this.sendEvent(new TerminatedEvent());
  }

  /** Also called when the client has gone without a word. */
  override shutdown(): void {
    this.end();
    super.shutdown();
  }

  // ---- breakpoints ----

  private setLines({ source, breakpoints = [] }: Dap.SetBreakpointsArguments) {
    const lines = breakpoints.map(({ line }) => line + 1 - this.firstLine);
    return this.describeAll(
      this.program().breakpoints.setLines(path.resolve(source.path ?? ''), lines),
      source,
    );
  }

  private describeAll(breakpoints: readonly Breakpoint[], source?: Dap.Source) {
    return { breakpoints: breakpoints.map((b) => this.describe(b, source)) };
  }

  private describe({ id, verified, message, line, address }: Breakpoint, source?: Dap.Source) {
    const { map } = this.program();
    const place = address === undefined ? undefined : map.lineAt(address);
    const shown = line ?? place?.line;
    const described: Dap.Breakpoint = {
      id,
      verified,
      message,
      source: source ?? (place && sourceOf(place.file)),
      line: shown === undefined ? undefined : this.toClient(shown),
      instructionReference: address === undefined ? undefined : this.reference(address),
    };
    return described;
  }

  /** The address of an instruction as the editor hands it back; code that is linked in has none. */
  private reference(address: number): string | undefined {
    const offset = this.program().map.offsetAt(address);
    return offset < 0 ? undefined : formatAddress(offset);
  }

  // ---- looking ----

  private stackTrace({ startFrame = 0, levels }: Dap.StackTraceArguments) {
    const { halt } = this.stopped();
    const end = levels ? startFrame + levels : undefined;
    return {
      stackFrames: halt.frames
        .slice(startFrame, end)
        .map(({ id, frame }) => this.stackFrame(id, frame)),
      totalFrames: halt.frames.length,
    };
  }

  private stackFrame(id: number, { address, function: f }: Frame): Dap.StackFrame {
    const { map } = this.program();
    const range = map.lineAt(address);
    return {
      id,
      name: displayName(f),
      source: range && sourceOf(range.file),
      line: range ? this.toClient(range.line) : 0,
      column: range ? 1 : 0,
      instructionPointerReference: this.reference(address),
      presentationHint: range || map.lines.files.length === 0 ? 'normal' : 'subtle',
    };
  }

  private scopes({ frameId }: Dap.ScopesArguments) {
    const debuggee = this.stopped();
    const scopes = scopesOf(debuggee, debuggee.frames.get(frameId), frameId);
    return {
      scopes: scopes.map(({ name, hint, expensive, children }) => ({
        name,
        presentationHint: hint,
        expensive,
        variablesReference: this.variables.create(children),
      })),
    };
  }

  private async expand({ variablesReference, start = 0, count }: Dap.VariablesArguments) {
    this.stopped();
    const nodes = await this.variables.get(variablesReference)();
    const end = count ? start + count : undefined;
    return { variables: nodes.slice(start, end).map((node) => this.variable(node)) };
  }

  private variable({ children, ...shown }: Node): Dap.Variable {
    return { ...shown, variablesReference: children ? this.variables.create(children) : 0 };
  }

  private async evaluate({ expression, frameId }: Dap.EvaluateArguments) {
    const debuggee = this.stopped();
    const id = frameId ?? debuggee.halt.frames[0].id;
    const context = contextOf(debuggee, debuggee.frames.get(id), id);
    if (!debuggee.symbols) throw problem.noSymbols();
    if (!context) throw problem.noCodeHere();
    const { name: _, value, ...rest } = this.variable(await cEvaluate(context, expression));
    return { result: value, ...rest };
  }

  private exceptionInfo() {
    const { stop } = this.stopped().halt;
    if (stop.kind !== 'trap') return { exceptionId: 'none', breakMode: 'never' };
    const { trap, where } = this.trapOf(stop);
    return { exceptionId: trap, description: `${trap} ${where}`, breakMode: 'always' };
  }

  /** A trap in the words of a person: what, and where. */
  private trapOf({ trap, address }: Extract<Stop, { kind: 'trap' }>) {
    const { map } = this.program();
    const range = map.lineAt(address);
    const reference = this.reference(address);
    const place = range
      ? `at ${path.basename(range.file)}:${range.line} `
      : reference
        ? `at ${reference} `
        : '';
    return {
      trap: map.program.unsupported.get(address) ?? trap,
      where: `${place}in ${displayName(map.functionAt(address))}`,
    };
  }

  private disassemble(args: Dap.DisassembleArguments) {
    const { map } = this.program();
    this.disassembly ??= createDisassembly(map, this.dependencies.instructions(map.program.module));
    const from = toAddress(args.memoryReference) + (args.offset ?? 0);
    const rows = this.disassembly.rows(from, args.instructionOffset ?? 0, args.instructionCount);
    return { instructions: rows.map((row, i) => this.instruction(row, rows[i - 1])) };
  }

  /** Names the C line where it changes, so that the editor shows it once. */
  private instruction(row: Row, before: Row | undefined): Dap.DisassembledInstruction {
    const { file, line } = row;
    const changed = file !== undefined && (file !== before?.file || line !== before.line);
    return {
      address: formatAddress(row.address),
      instruction: row.text,
      instructionBytes: row.bytes || undefined,
      symbol: row.symbol,
      presentationHint: row.valid ? 'normal' : 'invalid',
      location: changed ? sourceOf(file) : undefined,
      line: changed && line ? this.toClient(line) : undefined,
    };
  }

  private readMemory({ memoryReference, offset = 0, count }: Dap.ReadMemoryArguments) {
    const { state } = this.stopped();
    const address = toAddress(memoryReference) + offset;
    const length = Math.max(0, Math.min(count, state.memorySize() - address));
    const skipped = Math.min(length, Math.max(0, -address));
    return {
      address: formatAddress(Math.max(0, address)),
      data: Buffer.from(state.memory(address + skipped, length - skipped)).toString('base64'),
      unreadableBytes: count - length + skipped,
    };
  }
}

/** Exit status of a run that reached a limit. */
const LIMIT_STATUS = 3;

function sourceOf(file: string): Dap.Source {
  return { name: path.basename(file), path: file };
}

function toAddress(reference: string): number {
  const address = Number(reference);
  if (reference.trim() === '' || !Number.isSafeInteger(address))
    throw problem.badReference(reference);
  return address;
}
