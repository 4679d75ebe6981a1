/** What a hover over a token of the trace says: what it decided, what it read, and who read it. */
import type { Readers } from '../../protocol/heads-requests';
import type { InsideRequests } from '../../protocol/inside';
import type { ModelOutline } from '../../protocol/inside-model';
import { grouped } from '../../protocol/numbers';
import type { Lens } from '../../protocol/residual-requests';
import type { Arc, TraceRow } from '../../protocol/trace-requests';
import { goLink, showLink } from '../hover/links';
import { code } from '../hover/origin';

export interface TokenFacts {
  readonly row: TraceRow;
  readonly lens: Lens;
  readonly arcs: readonly Arc[];
  readonly readers: Readers;
  readonly outline: ModelOutline;
}

/** Tokens behind one that are asked whether they read it. */
export const NEAR = 200;
/** Guesses, and readings of either kind, that are told. */
export const GUESSES = 4;
const MOST = 8;

export const readersAsked = (position: number): InsideRequests['stepformer.readers']['asks'] => ({
  position,
  from: position + 1,
  to: position + 1 + NEAR,
});

export function hoverText({ row, lens, arcs, readers, outline }: TokenFacts): string {
  const { position, text, instruction, value } = row;
  const show = showLink('show in the views', { position });
  const go = goLink('go there', position);
  const head = ([layer, index]: readonly [number, number]) =>
    showLink(`L${layer}H${index} ${outline.layers[layer].heads[index].name}`, {
      position,
      layer,
      head: index,
    });
  const top = lens.moments.at(-1)?.top ?? [];
  const read = arcs
    .slice(0, MOST)
    .map(
      ({ to, heads }) =>
        `- ${showLink(`token ${grouped(to)}`, { position: to })} by ${heads.map(head).join(', ')}`,
    );
  const reading = readers.readers
    .slice(0, MOST)
    .map(
      ({ token, heads }) =>
        `- ${showLink(`token ${grouped(token.position)}`, { position: token.position })} ${code(token.text)} by ${heads
          .map((each) => `L${each.layer}H${each.head}`)
          .join(', ')}`,
    );
  return [
    `**Token ${grouped(position)}** ${code(text)} · ${show} · ${go}`,
    instruction ? `${code(instruction.text)} in ${code(instruction.function)}` : '',
    value === undefined ? '' : `The number ${value} ends here.`,
    `**Decides** ${code(lens.chosen.text)} by a margin of ${lens.margin}. Highest logits: ${top
      .map((guess) => `${code(guess.text)} ${guess.logit}`)
      .join(', ')}`,
    `**Reads**${read.length > 0 ? '' : ' no other token'}`,
    read.join('\n'),
    `**Is read** ${
      reading.length > 0
        ? `by, up to token ${grouped(readers.to - 1)}:`
        : `by none up to token ${grouped(readers.to - 1)}`
    }`,
    reading.join('\n'),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}
