/** Saves the view that is shown as a picture. */
import { useRef } from 'preact/hooks';
import type { Picture } from '../../protocol/inside-view';
import { send } from './channel';
import { pngOf, svgOf } from './picture';
import { selection, view } from './store';

const FORMATS = ['svg', 'png'] as const;

export function PictureMenu() {
  const menu = useRef<HTMLDetailsElement>(null);

  async function save(format: Picture['format']): Promise<void> {
    if (menu.current) menu.current.open = false;
    const shown = document.getElementById('view') as HTMLElement;
    const content = await (format === 'svg' ? svgOf(shown) : pngOf(shown));
    const name = `${view.value}-${selection.value?.position ?? 0}`;
    send({ type: 'save', picture: { name, format, content } });
  }
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !menu.current?.open) return;
    menu.current.open = false;
    menu.current.querySelector('summary')?.focus();
  };
  // It closes when one goes elsewhere.
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (!menu.current?.contains(relatedTarget as Node | null))
      menu.current?.removeAttribute('open');
  };

  return (
    <details class="menu" ref={menu} {...{ onKeyDown, onFocusOut }}>
      <summary>Save picture…</summary>
      <div class="choices">
        {FORMATS.map((format) => (
          <button type="button" key={format} onClick={() => save(format)}>
            As {format.toUpperCase()}
          </button>
        ))}
      </div>
    </details>
  );
}
