/** Keys in numbers: the one that is looked at, the winner and the runner-up. */
import type { HullKey } from '../../../protocol/hull-requests';
import { grouped } from '../../../protocol/numbers';
import { fileName } from '../words';
import { pair } from './words';

interface ToldProps {
  readonly rows: readonly { readonly role: string; readonly told: HullKey }[];
  /** Selects a token. */
  readonly onSelect: (position: number) => void;
}

export function Told({ rows, onSelect }: ToldProps) {
  const link = (position: number) => (
    <button type="button" class="link" onClick={() => onSelect(position)}>
      {grouped(position)}
    </button>
  );
  return (
    <div class="told">
      <table>
        <thead>
          <tr>
            {['', 'token', '', 'instruction', 'key', 'score', 'below', 'same key'].map(
              (name, i) => (
                <th key={i} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ role, told }) => (
            <tr key={role}>
              <th scope="row">{role}</th>
              <td>{link(told.place.position)}</td>
              <td>
                <code>{told.place.text}</code>
              </td>
              <td>{instructionOf(told)}</td>
              <td class="number">{pair(told.key)}</td>
              <td class="number">{grouped(told.score)}</td>
              <td class="number">{grouped(told.below)}</td>
              <td>
                {told.tokens === undefined ? '' : `${grouped(told.tokens)}×`}
                {told.latest.length > 1 && (
                  <span class="dim">
                    {' '}
                    dead:{' '}
                    {told.latest.slice(1, 4).map((position) => (
                      <span key={position}>{link(position)} </span>
                    ))}
                    {(told.tokens ?? 0) > 4 && '…'}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function instructionOf({ place: { instruction, by } }: HullKey) {
  if (!instruction) return by === 'prompt' ? 'prompt' : '';
  const { text, file, line } = instruction;
  const at = file && line !== undefined ? `${fileName(file)}:${line}` : instruction.function;
  return (
    <>
      {text} <span class="dim">{at}</span>
    </>
  );
}
