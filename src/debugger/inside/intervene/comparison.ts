/** The changed run beside the real one, token by token. */

import { readForm } from '../../../executor/executor';
import type { Change } from '../../../model/intervention';
import { tapNamed } from '../../../model/names';
import type {
  FirstDifference,
  WhatIf as Told,
  WhatIfEnding,
  WhatIfRow,
} from '../../../protocol/intervene-requests';
import type { Guess } from '../../../protocol/residual-requests';
import type { Stopped } from '../../stopped';
import type { Transformer, WhatIf, WhatIfEnd } from '../../transformer';
import { logitsOf, ranked } from '../lens';
import { instructionAt, placeOf } from '../place';
import { RealRun } from './real-run';
import { periodOf } from './repetition';
import { firstDifference, operationReader, type Pass, Side } from './side';

/** How long it computes before others have their turn, in milliseconds. */
const SLICE = 10;
/** Tokens between two looks for a repetition. */
const LOOK = 64;
/** Tokens that are told of those that were most likely. */
const GUESSES = 4;

export class Comparison {
  private readonly changed: Side;
  private readonly real: Side;
  private readonly run: WhatIf;
  private readonly realRun: RealRun;
  private readonly operation: ReturnType<typeof operationReader>;
  private first: FirstDifference | undefined;
  private differing = 0;
  private firstInstruction = -1;
  private firstLine = -1;
  private forced: boolean;
  private stopping = false;

  constructor(
    private readonly stopped: Stopped,
    private readonly transformer: Transformer,
    private readonly begin: number,
    private readonly changes: readonly Change[],
  ) {
    const { model } = transformer;
    this.changed = new Side(stopped, model, begin);
    this.real = new Side(stopped, model, begin);
    this.run = transformer.whatIf(begin, changes, stopped.map.prompt.tokens.length);
    this.realRun = new RealRun(stopped, transformer, begin);
    this.operation = operationReader(stopped, tapNamed(model, 'pc of operation'));
    this.forced = changes.some(({ intervention }) => intervention.kind === 'token');
  }

  /** Tokens of the changed run behind the first. */
  get tokens(): number {
    return this.changed.tokens.length - 1;
  }

  /** Goes on until the changed run has so many tokens behind the first, has ended, or is stopped. */
  async to(tokens: number): Promise<void> {
    this.stopping = false;
    let pause = performance.now() + SLICE;
    while (!this.stopping && !this.changed.ended && this.changed.tokens.length <= tokens) {
      this.step();
      if (performance.now() < pause) continue;
      await new Promise(setImmediate);
      pause = performance.now() + SLICE;
    }
  }

  /** Ends what `to` does, between two tokens; how many there are. */
  stop(): number {
    this.stopping = true;
    return this.tokens;
  }

  private step(): void {
    const { changed, real, run, realRun, begin } = this;
    const at = begin + changed.tokens.length;
    const decides = this.first || at === begin ? undefined : this.decision();
    const step = run.advance();
    const realStep = real.ended ? undefined : realRun.advance();
    if (step.kind === 'token') changed.add(step.token, step.chosen, this.addressOf(step.token, at));
    else changed.ended = this.ending(step, run, changed);
    if (realStep?.kind === 'token') real.add(realStep.token, realStep.chosen, realStep.address);
    else if (realStep) real.ended = this.ending(realStep, realRun.pass(), real);
    this.compare(at, decides);
    if (this.first && changed.tokens.length % LOOK === 0) this.lookForRepetition();
  }

  /** The instruction of a token of the changed run. */
  private addressOf(token: number, at: number): number {
    const isReal = at < this.transformer.recorded && this.transformer.token(at) === token;
    // The prompt is not executed; where it is the same it is told as that of the real run.
    if (at < this.stopped.map.prompt.tokens.length && isReal) return placeAddress(this.stopped, at);
    return this.operation(this.run);
  }

  private compare(at: number, decides: Decision | undefined): void {
    const [ours, theirs] = [this.changed.at(at), this.real.at(at)];
    if (!ours && !theirs) return;
    const differs = ours?.token !== theirs?.token;
    if (ours && theirs && differs) this.differing++;
    if (differs && !this.first && decides)
      this.first = { position: at, real: theirs, changed: ours, ...this.guesses(decides, at) };
    const [a, b] = [ours?.instruction, theirs?.instruction];
    if (this.firstInstruction < 0 && a?.address !== b?.address) this.firstInstruction = at;
    if (this.firstLine < 0 && (a?.line !== b?.line || a?.file !== b?.file)) this.firstLine = at;
  }

  /** What decides the next token of the changed run. */
  private decision(): Decision {
    const { run } = this;
    return { model: run.model, stream: run.residual(this.transformer.model.layers.length).slice() };
  }

  private guesses({ model, stream }: Decision, at: number) {
    const sides = [
      logitsOf(this.transformer.model, this.realRun.decided()),
      logitsOf(model, stream),
    ];
    const said = [this.real.at(at)?.token, this.changed.at(at)?.token];
    const [realTop, changedTop] = sides.map((logits) => {
      const best = ranked(logits, GUESSES);
      const others = said.filter((token): token is number => token !== undefined);
      return [...new Set([...best, ...others])].map(
        (token): Guess => ({ token, text: model.tokens[token].text, logit: logits[token] }),
      );
    });
    return { realTop, changedTop, forced: this.isForced(at) };
  }

  private isForced(at: number): boolean {
    return (
      this.forced &&
      this.changes.some(
        ({ intervention, lasting }) =>
          intervention.kind === 'token' && (lasting || at === this.begin + 1),
      )
    );
  }

  private lookForRepetition(): void {
    const { changed, begin, first } = this;
    const period = periodOf(changed.tokens, (first?.position ?? begin) - begin);
    if (period === 0) return;
    const { tokens } = this.transformer.model;
    changed.ended = {
      kind: 'repeats',
      period,
      tokens: changed.tokens.slice(-period).map((token) => tokens[token].text),
      at: this.next(this.run, changed),
    };
  }

  private ending(end: WhatIfEnd, pass: Pass, side: Side): WhatIfEnding {
    const at = this.next(pass, side);
    if (end.kind === 'trap')
      return { kind: 'trap', trap: this.transformer.model.tokens[end.token].text, at };
    if (end.kind === 'end') return { kind: 'end', at };
    return { ...end, at };
  }

  /** The instruction at which a run has ended: the next one, or else that of its last token. */
  private next(pass: Pass, side: Side) {
    const { map } = this.stopped;
    const { layer, form } = tapNamed(this.transformer.model, 'pc');
    const begins = map.addressAt(readForm(form, pass.residual(layer)));
    const address = begins >= 0 ? begins : (side.addresses.at(-1) ?? -1);
    return address < 0 ? undefined : instructionAt(this.stopped, address);
  }

  private row(position: number): WhatIfRow {
    return { position, real: this.real.at(position), changed: this.changed.at(position) };
  }

  told(from: number, count: number): Told {
    const { changed, real, begin, first } = this;
    const compared = Math.min(changed.tokens.length, real.tokens.length) - 1;
    const end = begin + Math.max(changed.tokens.length, real.tokens.length);
    const start = Math.max(from, begin);
    const length = Math.max(0, Math.min(count, end - start));
    const firstByte = firstDifference(changed, real);
    const rowAt = (position: number) => (position < 0 ? undefined : this.row(position));
    return {
      begin: placeOf(this.stopped, begin),
      changed: changed.run(firstByte),
      real: real.run(firstByte),
      same: first ? first.position - begin - 1 : compared,
      compared,
      differing: this.differing,
      firstByte,
      first,
      firstInstruction: rowAt(this.firstInstruction),
      firstLine: rowAt(this.firstLine),
      recorded: this.realRun.recorded,
      rows: Array.from({ length }, (_, i) => this.row(start + i)),
    };
  }
}

/** The model, as it is changed there, and the stream that its unembedding reads. */
interface Decision {
  readonly model: WhatIf['model'];
  readonly stream: Float64Array;
}

const placeAddress = (stopped: Stopped, position: number) =>
  placeOf(stopped, position).instruction?.address ?? -1;
