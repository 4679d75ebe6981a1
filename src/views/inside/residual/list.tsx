/** The slots at one moment as a table that can be searched. */
import { useSignal } from '@preact/signals';
import type { ResidualMoment } from '../../../protocol/residual-requests';
import { type Cell, momentName } from './moments';

interface Props {
  readonly moments: readonly ResidualMoment[];
  readonly cell: Cell;
  readonly choose: (cell: Cell) => void;
}

export function List({ moments, cell, choose }: Props) {
  const search = useSignal('');
  const { moment } = cell;
  const shown = moments[moment];
  const wanted = search.value.trim().toLowerCase();
  const rows = shown.names
    .map((name, slot) => ({ name, slot, value: shown.values[slot], meaning: shown.meanings[slot] }))
    .filter(({ name, slot, value, meaning }) => {
      const text = `${slot} ${name} ${value} ${meaning}`.toLowerCase();
      return name !== '' && text.includes(wanted);
    });
  return (
    <div class="list">
      <p class="bar">
        <label>
          after{' '}
          <select
            value={moment}
            onChange={({ currentTarget }) =>
              choose({ ...cell, moment: Number(currentTarget.value) })
            }
          >
            {moments.map((each, i) => (
              <option key={i} value={i}>
                {momentName(each)}
              </option>
            ))}
          </select>
        </label>
        <input
          type="search"
          placeholder="Search slots"
          aria-label="Search slots by name, value or meaning"
          value={search.value}
          onInput={({ currentTarget }) => {
            search.value = currentTarget.value;
          }}
        />
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">
              Slot
            </th>
            <th scope="col">Name</th>
            <th scope="col" class="number">
              Value
            </th>
            <th scope="col">Meaning</th>
            {shown.against && <th scope="col">Other token</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, slot, value, meaning }) => (
            <tr key={slot} aria-selected={slot === cell.slot}>
              <td class="number">{slot}</td>
              <td>
                <button type="button" class="link" onClick={() => choose({ moment, slot })}>
                  {name}
                </button>
              </td>
              <td class="number">
                <code>{String(value)}</code>
              </td>
              <td>{meaning}</td>
              {shown.against && (
                <td>
                  <code>{String(shown.against.values[slot])}</code> {shown.against.meanings[slot]}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && (
        <p class="notice">No slot in use here has this in its name or value.</p>
      )}
    </div>
  );
}
