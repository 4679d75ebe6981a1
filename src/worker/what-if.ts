/**
 * The host of a run that goes its own way: it says what the host said in the real run, and stops where nothing more of
 * that is recorded. Nothing is done outside.
 */
import type { WhatIf, WhatIfEnd, WhatIfStep } from '../debugger/transformer';
import { Unanswered } from '../engine/before';
import type { Reader } from '../engine/reader';
import { Overflow, type Rerun } from '../engine/rerun';
import { CONTEXT_LIMIT } from '../executor/host';
import type { Change } from '../model/intervention';
import type { InputStream, Model } from '../model/model';
import { readEdit } from '../program/edits';
import { RecordedAnswers } from './recorded-answers';

/** Tokens in which an edit ends. */
const LONGEST_EDIT = 32;

export function createWhatIf(
  reader: Reader,
  position: number,
  changes: readonly Change[],
  prompt: number,
): WhatIf {
  return new ChangedRun(reader, reader.rerun(position, changes), position, prompt);
}

class ChangedRun implements WhatIf {
  private readonly answers: RecordedAnswers;
  private end: WhatIfEnd | undefined;
  /** Whether all tokens so far are those that are recorded. */
  private same = true;
  /** Position behind the edit of a person's that is being repeated. */
  private edited = 0;
  private asked: InputStream | undefined;

  constructor(
    private readonly reader: Reader,
    private readonly run: Rerun,
    private readonly begin: number,
    private readonly prompt: number,
  ) {
    this.answers = new RecordedAnswers(reader, begin);
  }

  get model(): Model {
    return this.run.model;
  }

  get length(): number {
    return this.run.length;
  }

  residual(layer: number, attended?: boolean): Float64Array {
    return this.run.residual(layer, attended);
  }

  advance(): WhatIfStep {
    if (this.end) return this.end;
    try {
      const step = this.next();
      if (step.kind === 'token') this.append(step.token);
      else this.end = step;
      return step;
    } catch (error) {
      this.end = endOf(error);
      return this.end;
    }
  }

  private append(token: number): void {
    const { reader, run, answers } = this;
    const at = run.length;
    this.same &&= at < reader.length && reader.token(at) === token;
    run.append(token);
    const role = reader.model.tokens[token].host;
    this.asked = role?.kind === 'ask' ? role.stream : undefined;
    if (role?.kind === 'output' && role.stream === 'files') answers.said(this.same);
  }

  private next(): WhatIfStep {
    const { reader, run } = this;
    const at = run.length;
    const isRecorded = at < reader.length;
    const repeat = (): WhatIfStep => ({ kind: 'token', token: reader.token(at), chosen: false });
    if (at === this.begin) return repeat();
    if (at >= CONTEXT_LIMIT) return { kind: 'context full' };
    if (isRecorded && this.same && (at < this.prompt || this.isEdit(at))) return repeat();
    if (this.asked) {
      const token = this.answers.next(this.asked);
      return token === undefined
        ? { kind: 'input', stream: this.asked }
        : { kind: 'token', token, chosen: false };
    }
    const token = run.predict();
    const { host, text } = reader.model.tokens[token];
    if (host?.kind !== 'stop') return { kind: 'token', token, chosen: true };
    return { kind: text.startsWith('trap: ') ? 'trap' : 'end', token };
  }

  /** Whether a person wrote the recorded token at a position, as part of an edit. */
  private isEdit(at: number): boolean {
    if (at < this.edited) return true;
    const { reader } = this;
    const tokens = reader.tokens(at, Math.min(at + LONGEST_EDIT, reader.length));
    const edit = readEdit(tokens, 0);
    if (!edit) return false;
    this.edited = at + edit.end;
    return true;
  }
}

function endOf(error: unknown): WhatIfEnd {
  if (error instanceof Overflow) return { kind: 'overflow', layer: error.layer };
  if (error instanceof Unanswered)
    return { kind: 'unanswered', layer: error.layer, head: error.head };
  throw error;
}
