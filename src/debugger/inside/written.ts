/** A slot of the residual stream before and after a part of the forward pass, and what each writer added to it. */
import type { Contribution, Contributions, Moment } from '../../protocol/residual-requests';
import type { Stopped } from '../stopped';
import { headTerms, neuronTerms, positionTerms, sumOf } from './contributions';
import { createDecode } from './meaning';
import { placeOf } from './place';
import { slotNames, streamAt } from './residual';

export function contributionsOf(
  stopped: Stopped,
  position: number,
  when: Moment,
  slot: number,
): Contributions {
  const { context } = stopped;
  const { model } = context;
  const pass = context.at(position);
  const terms = writersOf(stopped, position, when, slot);
  const { layer, part } = when;
  const [name, after] = [slotNames(model, when)[slot], streamAt(pass, when)[slot]];
  const beforehand: Moment | undefined =
    part === 'feed-forward'
      ? { layer, part: 'attention' }
      : part === 'attention' && layer > 0
        ? { layer: layer - 1, part: 'feed-forward' }
        : part === 'attention'
          ? { layer, part: 'embedding' }
          : undefined;
  return {
    names: [beforehand ? slotNames(model, beforehand)[slot] : '', name],
    before: beforehand ? streamAt(pass, beforehand)[slot] : 0,
    terms,
    added: sumOf(terms),
    after,
    meaning: createDecode(stopped)(name, after),
  };
}

function writersOf(
  stopped: Stopped,
  position: number,
  { layer, part }: Moment,
  slot: number,
): Contribution[] {
  const { context } = stopped;
  const { model } = context;
  const { heads, ffn } = model.layers[layer];
  const pass = context.at(position);
  switch (part) {
    case 'embedding':
      return embeddingOf(stopped, position, slot);
    case 'attention':
      return headTerms(model, pass, layer, slot).map((term) => ({
        by: 'head',
        name: heads[term.head].name,
        ...term,
        from: placeOf(stopped, pass.attend(layer, term.head).winner),
      }));
    case 'feed-forward':
      return neuronTerms(model, pass, layer, slot).map(({ form, ...term }) => ({
        by: 'neuron',
        name: ffn.names[term.neuron],
        ...term,
        value: form,
      }));
  }
}

/** The terms of the position are summed before the token's are added; only one of them is not zero, or all are exact. */
function embeddingOf({ context }: Stopped, position: number, slot: number): Contribution[] {
  const { model } = context;
  const token = context.token(position);
  const { linear, square, one } = positionTerms(model, position, slot);
  const terms: Contribution[] = [
    {
      by: 'token',
      name: model.tokens[token].text,
      number: model.embedding[token * model.dModel + slot],
    },
    { by: 'position', name: 'position', number: linear },
    { by: 'position', name: 'position²', number: square },
    { by: 'position', name: 'constant', number: one },
  ];
  return terms.filter(({ number }) => number !== 0);
}
