/** Which view is shown. */
import { useRef } from 'preact/hooks';
import { send } from './channel';
import { stepOf } from './roving';
import { showView, view } from './store';
import { views } from './views';

export function Tabs() {
  const list = useRef<HTMLDivElement>(null);
  const shown = views.findIndex(({ id }) => id === view.value);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = stepOf(event.key, shown, views.length);
    if (to === undefined) return;
    event.preventDefault();
    showView(views[to].id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to].focus();
  };

  return (
    <div class="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={onKeyDown}>
      {views.map(({ id, title, purpose }) => (
        <button
          type="button"
          role="tab"
          key={id}
          id={`tab-${id}`}
          aria-selected={id === view.value}
          aria-controls="view"
          tabIndex={id === view.value ? 0 : -1}
          title={`${purpose}. With Ctrl or ⌘ in a panel of its own.`}
          onClick={({ ctrlKey, metaKey }) =>
            ctrlKey || metaKey ? send({ type: 'open', view: id }) : showView(id)
          }
        >
          {title}
        </button>
      ))}
    </div>
  );
}
