/** The Debug Adapter Protocol, translated to and from the debugger, which knows nothing of it. */
import { DebugSession, InitializedEvent, Response } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Dependencies } from '../dependencies';
import { problem, UserError } from '../errors';
import { Refusal } from '../transformer';
import { argumentsOf } from './arguments';
import { breakpointRequests } from './breakpoints';
import { changeRequests } from './changes';
import { Desk, type Handlers } from './desk';
import { insideRequests } from './inside';
import { lifecycleRequests } from './lifecycle';
import { lookRequests } from './look';
import { memoryRequests } from './memory';
import { runRequests } from './running';
import { travelRequests } from './travel';

/** The editor numbers errors; ours are told apart by their text. */
const ERROR_ID = 1;

/** Answered at once, whatever else is being worked on. */
const URGENT = new Set(['pause', 'terminate', 'disconnect', 'cancel', 'stepformer.interveneStop']);

/** What takes long may be cancelled before its turn; editors show the refusal of other requests as an error. */
const LONG = /^(stepformer\.|completions$)/;

export class StepformerSession extends DebugSession {
  private readonly desk: Desk;
  private readonly handlers: Handlers;
  /** Requests are answered one after the other, in the order in which they came. */
  private queue: Promise<void> = Promise.resolve();
  /** Requests that wait for their turn, and those of them that are no longer wanted. */
  private readonly waiting = new Set<number>();
  private readonly cancelled = new Set<number>();

  constructor(dependencies: Dependencies) {
    super();
    const desk = new Desk(this, dependencies);
    this.desk = desk;
    this.handlers = {
      ...lifecycleRequests(desk, this),
      ...breakpointRequests(desk),
      ...runRequests(desk),
      ...lookRequests(desk),
      ...changeRequests(desk),
      ...memoryRequests(desk),
      ...travelRequests(desk),
      ...insideRequests(desk),
      cancel: ({ requestId }: Dap.CancelArguments) => {
        if (requestId !== undefined && this.waiting.has(requestId)) this.cancelled.add(requestId);
      },
    };
  }

  protected override dispatchRequest(request: Dap.Request): void {
    if (URGENT.has(request.command)) {
      this.answer(request);
      return;
    }
    if (LONG.test(request.command)) this.waiting.add(request.seq);
    this.queue = this.queue.then(() => {
      this.waiting.delete(request.seq);
      return this.answer(request);
    });
  }

  /** The one place where errors end: a person's as a message, a bug as a report. */
  private async answer(request: Dap.Request): Promise<void> {
    const response: Dap.Response = new Response(request);
    const { command, seq } = request;
    try {
      if (this.cancelled.delete(seq)) throw problem.cancelled();
      if (!Object.hasOwn(this.handlers, command)) throw problem.unknownRequest(command);
      const work = this.handlers[command](argumentsOf(request) as never);
      const body = await (URGENT.has(command) ? work : this.desk.unlessEnded(work));
      if (body !== undefined) response.body = body;
      this.sendResponse(response);
      if (command === 'launch' && this.desk.isLaunched) this.sendEvent(new InitializedEvent());
      if (command === 'disconnect') this.shutdown();
    } catch (error) {
      const known = error instanceof UserError || error instanceof Refusal;
      const text = known ? error.message : problem.bug(error);
      // The editor shows a failed launch in a dialog; other failures stand where they were asked for.
      const showUser = command === 'launch' || !known;
      this.sendErrorResponse(response, {
        id: ERROR_ID,
        // The underscore says that the text may stand in the response's own message, which many editors show.
        format: '{_text}',
        variables: { _text: text },
        showUser,
      });
    }
  }

  /** Also called when the client has gone without a word. */
  override shutdown(): void {
    this.desk.end();
    super.shutdown();
  }
}
