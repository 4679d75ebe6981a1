/** Which other token the stream is compared with. */
import type { Signal } from '@preact/signals';
import { grouped } from '../../../protocol/numbers';
import { useAnswer } from '../use-answer';

export type Comparing =
  | { readonly with: 'nothing' | 'before' | 'same' }
  | { readonly with: 'position'; readonly position: number };

/** The position that is compared with; undefined where there is none. */
export function useOther(position: number | undefined, comparing: Comparing) {
  const asks = position !== undefined && comparing.with === 'same' ? { position } : undefined;
  const { answer, asks: asked, failure } = useAnswer('stepformer.sameBefore', asks);
  if (position === undefined) return {};
  switch (comparing.with) {
    case 'nothing':
      return {};
    case 'before':
      return position > 0 ? { other: position - 1 } : {};
    case 'position':
      return { other: comparing.position };
    case 'same':
      return {
        other: asked?.position === position ? answer?.position : undefined,
        isFirst: asked?.position === position && answer?.position === undefined,
        failure,
      };
  }
}

interface Props {
  readonly comparing: Signal<Comparing>;
  readonly position: number;
  readonly other: number | undefined;
  /** Whether the instruction did not run before. */
  readonly isFirst: boolean;
}

export function Compare({ comparing, position, other, isFirst }: Props) {
  const { value } = comparing;
  const change = (kind: string) => {
    comparing.value =
      kind === 'position'
        ? { with: 'position', position: other ?? Math.max(0, position - 1) }
        : { with: kind as 'nothing' | 'before' | 'same' };
  };
  return (
    <span class="compare">
      <label>
        compare with{' '}
        <select value={value.with} onChange={({ currentTarget }) => change(currentTarget.value)}>
          <option value="nothing">nothing</option>
          <option value="before">the token before</option>
          <option value="same">the last run of this instruction</option>
          <option value="position">the token at…</option>
        </select>
      </label>
      {value.with === 'position' && (
        <input
          type="number"
          min={0}
          aria-label="Position of the other token"
          value={value.position}
          onChange={({ currentTarget }) => {
            const typed = Number(currentTarget.value);
            if (Number.isSafeInteger(typed) && typed >= 0)
              comparing.value = { with: 'position', position: typed };
          }}
        />
      )}
      {value.with === 'same' && other !== undefined && (
        <span class="dim">token {grouped(other)}</span>
      )}
      {value.with === 'same' && isFirst && <span class="dim">It did not run before.</span>}
    </span>
  );
}
