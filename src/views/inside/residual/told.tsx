/** A cell in words. */
import type { ResidualMoment } from '../../../protocol/residual-requests';
import type { Cell } from './moments';
import { momentName } from './moments';

export function Told({ moments, cell }: { moments: readonly ResidualMoment[]; cell: Cell }) {
  const { moment, slot } = cell;
  const shown = moments[moment];
  const { names, values, meanings, against } = shown;
  return (
    <p class="told" id="residual-cell" aria-live="polite">
      <span class="dim">{momentName(shown)}</span> <span class="dim">slot {slot}</span>{' '}
      {names[slot] ? <strong>{names[slot]}</strong> : <em>free</em>} ={' '}
      <code>{String(values[slot])}</code> {meanings[slot]}
      {shown.written.includes(slot) && <span class="badge">written</span>}
      {against && (
        <span>
          {' '}
          <span class="dim">other:</span> <code>{String(against.values[slot])}</code>{' '}
          {against.meanings[slot]} <span class="dim">difference:</span>{' '}
          <code>{String(values[slot] - against.values[slot])}</code>
        </span>
      )}
    </p>
  );
}
