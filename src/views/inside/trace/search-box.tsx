/** Where one says what to search for. */
import { findNext, KINDS, type Kind, kind, searching, status, stop, tally, text } from './search';

export function SearchBox() {
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        findNext('forward');
      }}
    >
      <select
        aria-label="What to search for"
        value={kind.value}
        onChange={({ currentTarget }) => {
          stop();
          kind.value = currentTarget.value as Kind;
          status.value = '';
          tally.value = '';
        }}
      >
        {Object.entries(KINDS).map(([id, { name }]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <input
        type="search"
        aria-label="Search the trace"
        placeholder={KINDS[kind.value].example}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
          tally.value = '';
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') stop();
          if (event.key !== 'Enter' || !event.shiftKey) return;
          event.preventDefault();
          findNext('backward');
        }}
      />
      <button
        type="button"
        class="quiet"
        title="Previous (Shift+Enter)"
        aria-label="Previous"
        onClick={() => findNext('backward')}
      >
        ↑
      </button>
      <button type="submit" class="quiet" title="Next (Enter)" aria-label="Next">
        ↓
      </button>
      {searching.value && (
        <button type="button" class="quiet" onClick={stop}>
          stop
        </button>
      )}
      <span role="status">{status.value || tally.value}</span>
    </form>
  );
}
