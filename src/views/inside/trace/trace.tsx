/** The trace: the tokens around the selection with what they attended to, and below them all that is recorded. */
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { GROUPINGS, type TraceGrouping } from '../../../protocol/trace-requests';
import { keepOf, keptOf } from '../channel';
import { outline, selectMore, state } from '../store';
import { headName } from '../words';
import { filter, filterBy } from './filter';
import { Grid } from './grid';
import { GO_TO } from './keys';
import { group, grouping } from './list';
import { SearchBox } from './search-box';
import { Strip } from './strip';
import { Tail } from './tail';
import { DIMMED, GROUPING_NAMES, positionIn } from './words';
import './style.css';

/** What is there again when the page is shown again. */
interface Kept {
  readonly by: TraceGrouping;
  readonly follows: boolean;
}

const { by: grouped } = keptOf<Kept>('trace');
if (grouped) grouping.value = grouped;

/** Whether the last tokens are shown while the program runs. */
const follows = signal(keptOf<Kept>('trace').follows ?? true);

export function TraceView() {
  const running = state.value.is === 'running';
  return (
    <div class={`trace ${running && follows.value ? 'following' : ''}`}>
      <Strip />
      <div class="tools">
        <Groupings />
        <GoTo />
        <Filter />
        <label>
          <input
            type="checkbox"
            checked={follows.value}
            onChange={({ currentTarget }) => {
              follows.value = currentTarget.checked;
              keepOf<Kept>('trace', { follows: currentTarget.checked });
            }}
          />
          Follow while it runs
        </label>
        <SearchBox />
      </div>
      {running && follows.value ? <Tail /> : <Grid label="Trace" />}
    </div>
  );
}

function Groupings() {
  return (
    <div class="groupings" role="radiogroup" aria-label="A row is made of">
      {GROUPINGS.map((by) => (
        <button
          key={by}
          type="button"
          role="radio"
          class="quiet"
          aria-checked={grouping.value === by}
          onClick={() => {
            group(by);
            keepOf<Kept>('trace', { by });
          }}
        >
          {GROUPING_NAMES[by]}
        </button>
      ))}
    </div>
  );
}

function GoTo() {
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const position = positionIn(field.current?.value ?? '');
        if (position !== undefined) selectMore({ position });
      }}
    >
      <input
        id={GO_TO}
        ref={field}
        size={9}
        inputMode="numeric"
        placeholder="Go to token"
        aria-label="Go to token"
      />
    </form>
  );
}

/** Of which head the strip shows what it attended to, and the list where it matters. */
function Filter() {
  const layers = outline.value?.layers ?? [];
  return (
    <>
      <select
        aria-label="Filter by head"
        value={filter.value}
        onChange={({ currentTarget }) => filterBy(currentTarget.value)}
      >
        <option value="">all heads</option>
        {layers.flatMap(({ heads }, layer) =>
          heads.map(({ name }, head) => (
            <option key={`${layer},${head}`} value={`${layer},${head}`}>
              {headName(layer, head)} {name}
            </option>
          )),
        )}
      </select>
      {filter.value !== '' && (
        <span class="note" role="note" title={DIMMED.why}>
          {DIMMED.legend}
        </span>
      )}
    </>
  );
}
