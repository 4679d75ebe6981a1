/** The intervention that is being written. */
import { signal } from '@preact/signals';
import type { Selection } from '../../../protocol/inside';
import type { ModelOutline } from '../../../protocol/inside-model';
import type { Intervention, MatrixName } from '../../../protocol/intervene-requests';

/** All that can be filled in, of which each kind uses some. */
export interface Draft {
  readonly kind: Intervention['kind'];
  readonly lasting: boolean;
  readonly layer: number;
  readonly head: number;
  readonly attended: boolean;
  readonly slot: number;
  readonly matrix: MatrixName;
  readonly row: number;
  readonly column: number;
  /** As they are typed. */
  readonly to: string;
  readonly token: string;
  readonly value: string;
}

export const draft = signal<Draft>({
  kind: 'ablate',
  lasting: false,
  ...{ layer: 0, head: 0, attended: false, slot: 0 },
  ...{ matrix: 'unembedding', row: 0, column: 0 },
  ...{ to: '', token: '', value: '0' },
});

export function change(what: Partial<Draft>): void {
  draft.value = { ...draft.value, ...what };
}

export const OF_HEADS: readonly MatrixName[] = ['query', 'key', 'value', 'output'];
export const OF_TOKENS: readonly MatrixName[] = ['embedding', 'unembedding'];

/** What is selected is what one wants to change. */
export function prefill({ layer, head, neuron, slot }: Selection): void {
  const { layer: known } = draft.peek();
  change({
    ...(layer === undefined ? {} : { layer, ...(layer === known ? {} : { head: 0 }) }),
    ...(head === undefined ? {} : { head }),
    ...(slot === undefined ? {} : { slot, column: slot }),
    ...(neuron === undefined ? {} : { row: neuron }),
    ...(head === undefined && slot !== undefined && draft.peek().kind === 'ablate'
      ? { kind: 'slot' as const }
      : {}),
  });
}

/** The draft about parts that there are: not every layer has heads, and only a slot can be set behind the last one. */
export function settled(now: Draft, { layers }: ModelOutline): Draft {
  const { kind, matrix, layer, head } = now;
  const isWeight = kind === 'weight';
  if (kind === 'ablate' || kind === 'attend' || (isWeight && OF_HEADS.includes(matrix))) {
    if (layers[layer]?.heads[head]) return now;
    const first = layers.findIndex(({ heads }) => heads.length > 0);
    return { ...now, layer: layers[layer]?.heads.length ? layer : first, head: 0 };
  }
  if (!isWeight || OF_TOKENS.includes(matrix) || layers[layer]?.neurons.length) return now;
  return { ...now, layer: layers.findIndex(({ neurons }) => neurons.length > 0) };
}

/** The intervention as it stands; undefined while something is missing. */
export function interventionOf(
  { kind, lasting, layer, head, ...rest }: Draft,
  { layers }: ModelOutline,
): Intervention | undefined {
  const { attended, slot, matrix, row, column, to, token, value } = rest;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  switch (kind) {
    case 'ablate':
      return { kind, lasting, layer, head };
    case 'attend': {
      const position = Number(to.replaceAll(',', ''));
      return to.trim() === '' || !Number.isSafeInteger(position)
        ? undefined
        : { kind, lasting, layer, head, to: position };
    }
    case 'slot':
      return Number.isNaN(number)
        ? undefined
        : {
            kind,
            lasting,
            layer,
            attended: attended && layer < layers.length,
            slot,
            value: number,
          };
    case 'token':
      return token === '' ? undefined : { kind, lasting, token };
    case 'weight': {
      const byToken = OF_TOKENS.includes(matrix);
      if (Number.isNaN(number) || (byToken && token === '')) return undefined;
      const at = byToken ? { token, column } : { layer, row, column };
      const ofHead = OF_HEADS.includes(matrix) ? { head } : {};
      return { kind, lasting, matrix, ...at, ...ofHead, value: number };
    }
  }
}
