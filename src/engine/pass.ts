/** The forward pass over symbols: the same sums as the dense pass, in the same order. */
import type { Form, Forms } from './forms';
import type { Row, SparseModel } from './sparse-model';

/** What one head asks and stores. */
export interface HeadForms {
  readonly query: readonly [Form, Form];
  readonly key: readonly [Form, Form];
  readonly value: readonly [Form, Form];
}

export interface Pass {
  /** The residual stream: the embedding, then after each attention and each feed-forward part. */
  readonly streams: readonly (readonly Form[])[];
  readonly heads: readonly (readonly HeadForms[])[];
}

/** What a head returns; and forms that are known better once the heads of a layer have stored them. */
export interface Reader {
  read(layer: number, head: number, forms: HeadForms): readonly [Form, Form];
  readonly refined: ReadonlyMap<Form, Form>;
}

/** The residual stream before the first layer, where `token(slot)` is the token's own part of it. */
export function embed({ model }: SparseModel, forms: Forms, token: (slot: number) => Form): Form[] {
  const limit = 2 ** 26;
  const p = forms.atom({ op: 'position' }, '', 0, limit, 1);
  const squared = forms.atom({ op: 'position squared' }, '', 0, limit ** 2, 1);
  return Array.from({ length: model.dModel }, (_, slot) => {
    const [linear, square, one] = model.position.subarray(slot * 3, slot * 3 + 3);
    // A power of two times p² is (w·p)·p without rounding; other weights are multiplied as the dense pass does.
    const simple = Math.abs(square) === 2 ** Math.round(Math.log2(Math.abs(square)));
    const quadratic =
      square === 0 || simple
        ? ([square, squared] as const)
        : ([1, forms.gated(p, forms.sum([[square, p]]))] as const);
    return forms.sum([[1, forms.sum([[linear, p], quadratic, [one, forms.one]])]], token(slot));
  });
}

export function runPass(
  sparse: SparseModel,
  forms: Forms,
  embedding: readonly Form[],
  reader: Reader,
): Pass {
  let x = [...embedding];
  const dot = (row: Row) => forms.sum(row.map(([slot, weight]) => [weight, x[slot]] as const));
  const streams: Form[][] = [x];
  const heads: HeadForms[][] = [];
  const name = (slots: readonly string[]) => {
    for (let slot = 0; slot < x.length; slot++) {
      const { atoms, constant, weights } = x[slot];
      if (atoms.length === 1 && constant === 0 && weights[0] === 1 && slots[slot])
        atoms[0].name ||= slots[slot];
    }
    streams.push(x);
  };
  sparse.layers.forEach((layer, l) => {
    const asked = layer.heads.map(({ query, key, value }) => ({
      query: [dot(query[0]), dot(query[1])] as const,
      key: [dot(key[0]), dot(key[1])] as const,
      value: [dot(value[0]), dot(value[1])] as const,
    }));
    heads.push(asked);
    const found = asked.flatMap((head, h) => reader.read(l, h, head));
    x = x.map((form) => reader.refined.get(form) ?? form);
    for (const { slot, from } of layer.attention)
      x[slot] = forms.sum(
        from.map(([i, weight]) => [weight, found[i]]),
        x[slot],
      );
    name(layer.slots[1]);
    const hidden = layer.gates.map((gate, n) => {
      const form = forms.gated(dot(gate), dot(layer.values[n]));
      if (form.atoms.length === 1 && form.constant === 0) form.atoms[0].name ||= layer.neurons[n];
      return form;
    });
    x = [...x];
    for (const { slot, from } of layer.feedForward)
      x[slot] = forms.sum(
        from.map(([i, weight]) => [weight, hidden[i]]),
        x[slot],
      );
    name(layer.slots[2]);
  });
  return { streams, heads };
}
