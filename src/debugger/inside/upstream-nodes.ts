/** The nodes of an upstream graph: what each number of a forward pass was computed from. */
import type { UpstreamNode, UpstreamPart } from '../../protocol/upstream-requests';
import { problem } from '../errors';
import type { Stopped } from '../stopped';
import { positionTerms } from './contributions';
import { type Form, formOf, neuronForms, rowOf, type Term } from './forms';
import { finalStream, logitsOf } from './lens';
import { createDecode, type Decode } from './meaning';
import { Passes } from './passes';
import { placeOf } from './place';
import { ids, neuronsOn, writtenTo } from './sources';

/** A part whose terms have not been chosen among yet. */
export interface WholePart extends Pick<UpstreamPart, 'role' | 'neuron' | 'sum'>, Form {}

export interface WholeNode extends Omit<UpstreamNode, 'parts'> {
  readonly parts: readonly WholePart[];
}

export class UpstreamNodes {
  readonly passes: Passes;
  private readonly decode: Decode;

  constructor(private readonly stopped: Stopped) {
    this.passes = new Passes(stopped.context);
    this.decode = createDecode(stopped);
  }

  /** The margin of one token's logit over another's. */
  decision(position: number, chosen: number, against: number): WholeNode {
    const { model } = this.passes;
    const { unembedding, dModel, tokens, layers } = model;
    const logits = logitsOf(model, finalStream(model, this.passes.at(position)));
    const entries = Array.from(
      { length: dModel },
      (_, slot) =>
        [slot, unembedding[chosen * dModel + slot] - unembedding[against * dModel + slot]] as const,
    );
    const margin = logits[chosen] - logits[against];
    return {
      id: `d.${position}.${chosen}.${against}`,
      is: 'decision',
      token: placeOf(this.stopped, position),
      name: `${tokens[chosen].text} over ${tokens[against].text}`,
      by: 'unembedding',
      value: margin,
      meaning: '',
      parts: [
        { role: 'sum', sum: margin, ...formOf(this.passes, position, 2 * layers.length, entries) },
      ],
    };
  }

  /** Throws a `UserError` if there is no such node. */
  node(id: string): WholeNode {
    const [kind, ...rest] = id.split('.');
    const [position, a, b, c] = rest.map(Number);
    const { model, layers } = { ...this.passes, layers: this.passes.model.layers };
    const whole = (n: number, count: number) => Number.isInteger(n) && n >= 0 && n < count;
    if (whole(position, this.stopped.context.recorded)) {
      if (kind === 's' && whole(a, 2 * layers.length + 1) && whole(b, model.dModel))
        return this.sum(position, a, b);
      if (kind === 'n' && whole(a, layers.length) && whole(b, model.dModel))
        return this.neurons(position, a, b);
      if (kind === 'h' && whole(a, layers.length) && whole(b, layers[a].heads.length))
        if (whole(c, 2)) return this.head(position, a, b, c === 0 ? 0 : 1);
      if (kind === 'e' && whole(a, model.dModel)) return this.embedding(position, a);
      if (kind === 'd' && whole(a, model.tokens.length) && whole(b, model.tokens.length))
        return this.decision(position, a, b);
    }
    throw problem.noNode(id);
  }

  /** What a number means that is added to a slot, which may hold more than its number. */
  private added(name: string, number: number): string {
    return this.decode(name, number + (this.passes.model.meanings[name]?.plus ?? 0));
  }

  private sum(position: number, moment: number, slot: number): WholeNode {
    const { writers, constant } = writtenTo(this.passes, position, moment, slot);
    const value = this.passes.stream(position, moment)[slot];
    const name = this.passes.slotName(moment, slot);
    const terms = writers.map(({ id, ...writer }): Term => {
      const { name, by } = this.node(id);
      return {
        from: id,
        name: name || by,
        ...writer,
        number: writer.weight * writer.value,
        control: false,
      };
    });
    return {
      id: ids.sum(position, moment, slot),
      is: 'sum',
      token: placeOf(this.stopped, position),
      layer: moment === 0 ? undefined : (moment - 1) >> 1,
      slot,
      name,
      by: 'residual stream',
      value,
      meaning: this.decode(name, value),
      // From the first writer to the last, as the forward pass adds.
      parts: [{ role: 'sum', sum: value, terms: terms.reverse(), constant }],
    };
  }

  private neurons(position: number, layer: number, slot: number): WholeNode {
    const { ffn } = this.passes.model.layers[layer];
    const { terms, value } = neuronsOn(this.passes, position, layer, slot);
    const { sum, gates } = neuronForms(this.passes, position, layer, terms);
    const name = this.passes.slotName(2 * layer + 2, slot);
    const names = [...new Set(terms.map(({ neuron }) => ffn.names[neuron]))];
    return {
      id: ids.neurons(position, layer, slot),
      is: 'neurons',
      token: placeOf(this.stopped, position),
      layer,
      neurons: terms.map(({ neuron }) => neuron),
      slot,
      name,
      by: names.join(', '),
      value,
      meaning: this.added(name, value),
      parts: [
        { role: 'sum', sum: value, ...sum },
        ...gates.map(
          ({ neuron, gate, form }): WholePart => ({ role: 'gate', neuron, sum: gate, ...form }),
        ),
      ],
    };
  }

  private head(position: number, layer: number, head: number, dimension: 0 | 1): WholeNode {
    const { model } = this.passes;
    const { name, tie, values, query, key, value, output } = model.layers[layer].heads[head];
    const seen = this.passes.at(position).attend(layer, head);
    const reads = (at: number, matrix: Float64Array, row: number) =>
      formOf(this.passes, at, 2 * layer, rowOf(this.passes, matrix, row));
    const slot = Array.from({ length: model.dModel }, (_, slot) => slot).find(
      (slot) => output[2 * slot + dimension] !== 0,
    );
    const written = slot === undefined ? '' : this.passes.slotName(2 * layer + 1, slot);
    const number = seen.value[dimension];
    const asks = ([0, 1] as const).flatMap((d): WholePart[] => [
      { role: 'query', sum: seen.query[d], ...reads(position, query, d) },
      { role: 'key', sum: seen.key[d], ...reads(seen.winner, key, d) },
    ]);
    return {
      id: ids.head(position, layer, head, dimension),
      is: 'head',
      token: placeOf(this.stopped, position),
      layer,
      head,
      reads: tie === 'average' ? undefined : placeOf(this.stopped, seen.winner),
      slot,
      name: written || values[dimension],
      by: name,
      value: number,
      meaning: this.added(written, number),
      parts:
        tie === 'average'
          ? [{ role: 'mean', sum: number, terms: [], constant: 0 }]
          : [
              { role: 'sum', sum: number, ...reads(seen.winner, value, dimension) },
              ...asks.filter(({ terms }) => terms.length > 0),
            ],
    };
  }

  private embedding(position: number, slot: number): WholeNode {
    const { model } = this.passes;
    const value = this.passes.stream(position, 0)[slot];
    const { linear, square } = positionTerms(model, position, slot);
    const name = this.passes.slotName(0, slot);
    return {
      id: ids.embedding(position, slot),
      is: 'embedding',
      token: placeOf(this.stopped, position),
      slot,
      name,
      by: linear !== 0 || square !== 0 ? 'position' : 'token',
      value,
      meaning: this.decode(name, value),
      parts: [],
    };
  }
}
