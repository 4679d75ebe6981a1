/** Choosing a head by its name. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { KeyKind } from '../../../protocol/hull-requests';
import type { ModelOutline } from '../../../protocol/inside-model';
import { KINDS } from './words';

export interface PickedHead {
  readonly layer: number;
  readonly head: number;
}

interface PickerProps {
  readonly model: ModelOutline;
  readonly kinds: readonly (readonly KeyKind[])[];
  readonly chosen: PickedHead;
  readonly onChoose: (head: PickedHead) => void;
}

const ORDER: readonly KeyKind[] = ['addresses', 'positions', 'flat', 'mean', 'general'];

export const headText = ({ layers }: ModelOutline, { layer, head }: PickedHead): string =>
  `L${layer}H${head} ${layers[layer]?.heads[head]?.name ?? ''}`;

/** A field that filters a list below it; arrows go through the list, Enter takes what is marked. */
export function Picker({ model, kinds, chosen, onChoose }: PickerProps) {
  const isOpen = useSignal(false);
  const typed = useSignal('');
  const marked = useSignal(0);
  const list = useRef<HTMLDivElement>(null);
  const wanted = typed.value.toLowerCase().split(/\s+/).filter(Boolean);
  const all = model.layers.flatMap(({ heads }, layer) =>
    heads.map((outline, head) => ({
      layer,
      head,
      kind: kinds[layer]?.[head] ?? 'general',
      text: headText(model, { layer, head }),
      searched: `${headText(model, { layer, head })} ${outline.purpose}`.toLowerCase(),
    })),
  );
  const found = all
    .filter(({ searched }) => wanted.every((word) => searched.includes(word)))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const at = Math.min(marked.value, found.length - 1);
  const close = () => {
    isOpen.value = false;
    typed.value = '';
    marked.value = 0;
  };
  const take = (head: PickedHead | undefined) => {
    if (!head) return;
    onChoose({ layer: head.layer, head: head.head });
    close();
  };
  const mark = (next: number) => {
    marked.value = Math.min(Math.max(next, 0), found.length - 1);
    isOpen.value = true;
    list.current?.querySelector(`#hull-head-${marked.value}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') mark(isOpen.value ? at + 1 : 0);
    else if (event.key === 'ArrowUp') mark(at - 1);
    else if (event.key === 'Enter') take(found[at]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };
  return (
    <div class="picker">
      <input
        type="text"
        role="combobox"
        aria-label="Head"
        aria-expanded={isOpen.value}
        aria-controls="hull-heads"
        aria-activedescendant={isOpen.value ? `hull-head-${at}` : undefined}
        placeholder={headText(model, chosen)}
        value={isOpen.value ? typed.value : headText(model, chosen)}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          marked.value = 0;
          isOpen.value = true;
        }}
        onClick={() => {
          isOpen.value = true;
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {isOpen.value && (
        <div class="heads" id="hull-heads" role="listbox" aria-label="Heads" ref={list}>
          {found.map((head, i) => (
            <div key={head.text}>
              {found[i - 1]?.kind !== head.kind && (
                <div class="kind" role="presentation">
                  {KINDS[head.kind]}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys. */}
              <div
                id={`hull-head-${i}`}
                role="option"
                aria-selected={i === at}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(head)}
              >
                {head.text}
              </div>
            </div>
          ))}
          {found.length === 0 && <div class="kind">No head is called that.</div>}
        </div>
      )}
    </div>
  );
}
