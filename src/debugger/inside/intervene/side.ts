/** One of two runs that are compared: its tokens, the instructions that they belong to, and what it wrote. */
import { readForm } from '../../../executor/executor';
import type { Model, Tap } from '../../../model/model';
import type { WhatIfRun, WhatIfToken } from '../../../protocol/intervene-requests';
import type { Stopped } from '../../stopped';
import { instructionAt } from '../place';

/** Bytes of output that are told: the last ones. */
const SHOWN = 2000;

export class Side {
  readonly tokens: number[] = [];
  readonly chosen: boolean[] = [];
  /** Machine addresses; -1 where a token belongs to no instruction. */
  readonly addresses: number[] = [];
  readonly output: number[] = [];
  ended: WhatIfRun['ended'];

  constructor(
    private readonly stopped: Pick<Stopped, 'map'>,
    private readonly model: Model,
    private readonly begin: number,
  ) {}

  add(token: number, chosen: boolean, address: number): void {
    this.tokens.push(token);
    this.chosen.push(chosen);
    this.addresses.push(address);
    const { host } = this.model.tokens[token];
    // What the token at which it begins says is said in both.
    if (host?.kind === 'output' && host.stream !== 'files' && this.tokens.length > 1)
      this.output.push(host.byte);
  }

  at(position: number): WhatIfToken | undefined {
    const index = position - this.begin;
    const token = this.tokens[index];
    if (token === undefined) return undefined;
    const address = this.addresses[index];
    return {
      token,
      text: this.model.tokens[token].text,
      instruction: address < 0 ? undefined : instructionAt(this.stopped, address),
      chosen: this.chosen[index],
    };
  }

  /** `firstByte`: the first one that differs. */
  run(firstByte?: number): WhatIfRun {
    const { output, tokens, ended } = this;
    const shown = Uint8Array.from(output.slice(-SHOWN));
    return {
      tokens: tokens.length - 1,
      ended,
      written: output.length,
      output: textOf(shown),
      differs:
        firstByte === undefined
          ? undefined
          : characterAt(shown, firstByte - (output.length - shown.length)),
    };
  }
}

/** The first byte that differs in what both write; nothing where one has only not come as far yet. */
export function firstDifference(one: Side, other: Side): number | undefined {
  const [a, b] = [one.output, other.output];
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return i;
  if (a.length === b.length) return undefined;
  return (a.length < b.length ? one : other).ended ? shared : undefined;
}

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** Where in their text the character of a byte begins; nothing where that lies before them. */
function characterAt(bytes: Uint8Array, byte: number): number | undefined {
  if (byte < 0 || byte > bytes.length) return undefined;
  let begin = byte;
  while (begin > 0 && (bytes[begin] & 0xc0) === 0x80) begin--;
  return textOf(bytes.subarray(0, begin)).length;
}

/** A forward pass, as far as its streams are concerned. */
export interface Pass {
  residual(layer: number): Float64Array;
}

/** The instruction to which a token belongs, read from its forward pass; -1 where that is none. */
export function operationReader({ map }: Pick<Stopped, 'map'>, { layer, form }: Tap) {
  return (pass: Pass): number => map.prompt.ends[readForm(form, pass.residual(layer))] ?? -1;
}
