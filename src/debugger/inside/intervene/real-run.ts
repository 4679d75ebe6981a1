/** The real run from a token on: what is recorded, and behind that what the unchanged model says. */

import { tapNamed } from '../../../model/names';
import type { Stopped } from '../../stopped';
import type { Transformer, WhatIf, WhatIfEnd, WhatIfStep } from '../../transformer';
import { createPromptParts } from '../prompt-parts';
import { operationReader, type Pass } from './side';

/** Tokens whose instructions are looked up at once. */
const PAGE = 1024;

type RealStep = (Extract<WhatIfStep, { kind: 'token' }> & { readonly address: number }) | WhatIfEnd;

export class RealRun {
  private position: number;
  private addresses = new Int32Array(0);
  private pageBegin = 0;
  /** What goes on behind the end of what is recorded. */
  private further: WhatIf | undefined;
  /** The stream behind the token before its last one. */
  private before = new Float64Array(0);
  private readonly operation: ReturnType<typeof operationReader>;
  readonly recorded: number;

  constructor(
    private readonly stopped: Pick<Stopped, 'map' | 'history'>,
    private readonly transformer: Transformer,
    begin: number,
  ) {
    this.position = begin;
    this.recorded = transformer.recorded;
    this.operation = operationReader(stopped, tapNamed(transformer.model, 'pc of operation'));
  }

  /** The next token, with the address of its instruction. */
  advance(): RealStep {
    const at = this.position;
    if (at < this.recorded) {
      this.position++;
      const token = this.transformer.token(at);
      return { kind: 'token', token, chosen: true, address: this.addressAt(at) };
    }
    const { prompt } = this.stopped.map;
    if (!this.further) {
      this.further = this.transformer.whatIf(at - 1, [], prompt.tokens.length);
      this.further.advance();
    }
    this.before = this.further.residual(this.transformer.model.layers.length).slice();
    const step = this.further.advance();
    // Where it ends, the token that would end it is the one that was decided last.
    this.position++;
    if (step.kind !== 'token') return step;
    return { ...step, address: this.operation(this.further) };
  }

  /** The forward pass of the last token. */
  pass(): Pass {
    return this.further ?? this.transformer.at(this.position - 1);
  }

  /** The stream that decided the last token. */
  decided(): Float64Array {
    const { transformer, position } = this;
    const before = position - 2;
    const layers = transformer.model.layers.length;
    return before < this.recorded ? transformer.at(before).residual(layers) : this.before;
  }

  private addressAt(position: number): number {
    const { map } = this.stopped;
    if (position < map.prompt.tokens.length) return createPromptParts(map).instructionAt(position);
    if (position >= this.pageBegin + this.addresses.length) this.lookUp(position);
    return this.addresses[position - this.pageBegin];
  }

  private lookUp(begin: number): void {
    const { map, history } = this.stopped;
    const end = Math.min(this.recorded, begin + PAGE);
    const addresses = new Int32Array(end - begin).fill(history.instructionOf(begin));
    this.transformer.operations.forward(begin, end, (position, pc) => {
      addresses.fill(map.addressAt(pc), position - begin);
      return false;
    });
    this.addresses = addresses;
    this.pageBegin = begin;
  }
}
