/** Both runs side by side, token by token, a page at a time. */
import { useSignal } from '@preact/signals';
import type { WhatIf, WhatIfRow, WhatIfToken } from '../../../protocol/intervene-requests';
import { grouped } from '../../../protocol/numbers';
import { selection, selectMore } from '../store';
import { LineLink } from '../token';
import { useAnswer } from '../use-answer';
import type { Ran } from './plan';

/** Rows of a page, and how many of them come before the first difference. */
const PAGE = 40;
const LEAD = 6;

export function Sides({ answer, ran }: { answer: WhatIf; ran: Ran }) {
  const { begin, first, changed, real } = answer;
  const start = begin.position;
  const end = start + Math.max(changed.tokens, real.tokens) + 1;
  const clamp = (position: number) => Math.max(start, Math.min(position, end - PAGE));
  const from = useSignal(clamp(first ? first.position - LEAD : start));
  const { answer: page, failure } = useAnswer('stepformer.intervene', {
    ...ran,
    from: from.value,
    count: PAGE,
  });
  const go = (position: number) => () => {
    from.value = clamp(position);
  };
  const rows = page?.rows ?? [];
  return (
    <div class="sides">
      <div class="bar" role="toolbar" aria-label="Tokens of both runs">
        <button type="button" class="tool" disabled={from.value <= start} onClick={go(start)}>
          Begin
        </button>
        <button
          type="button"
          class="tool"
          disabled={from.value <= start}
          onClick={go(from.value - PAGE)}
        >
          Earlier
        </button>
        <button
          type="button"
          class="tool"
          disabled={!first}
          onClick={go((first?.position ?? 0) - LEAD)}
        >
          First difference
        </button>
        <button
          type="button"
          class="tool"
          disabled={from.value + PAGE >= end}
          onClick={go(from.value + PAGE)}
        >
          Later
        </button>
        <button type="button" class="tool" disabled={from.value + PAGE >= end} onClick={go(end)}>
          End
        </button>
      </div>
      {failure && <p class="wrong">{failure}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">Token</th>
            <th scope="col">Real run</th>
            <td class="where" />
            <th scope="col" aria-label="Whether they differ" />
            <th scope="col">Changed run</th>
            <td class="where" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <Row
              key={row.position}
              row={row}
              before={rows[i - 1]}
              isFirst={row.position === first?.position}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: WhatIfRow;
  readonly before: WhatIfRow | undefined;
  readonly isFirst: boolean;
}

function Row({ row, before, isFirst }: RowProps) {
  const { position, real, changed } = row;
  const differs = real?.token !== changed?.token;
  const isSelected = selection.value?.position === position;
  return (
    <tr
      class={`${differs ? 'differs' : ''} ${isFirst ? 'first' : ''}`}
      aria-current={isSelected ? 'true' : undefined}
    >
      <th scope="row">
        <button
          type="button"
          class="link position"
          title={`Select token ${grouped(position)} of the real run`}
          onClick={() => selectMore({ position })}
        >
          {grouped(position)}
        </button>
      </th>
      <Cells token={real} before={before?.real} />
      <td class="mark" title={differs ? 'They differ' : 'They are the same'}>
        {differs ? '≠' : '='}
      </td>
      <Cells token={changed} before={before?.changed} />
    </tr>
  );
}

/** The token, and its instruction where that is another than before. */
function Cells({ token, before }: { token?: WhatIfToken; before?: WhatIfToken }) {
  if (!token)
    return (
      <td colSpan={2} class="dim">
        has ended
      </td>
    );
  const { instruction, text } = token;
  const isNew = instruction && instruction.address !== before?.instruction?.address;
  return (
    <>
      <td class="said">
        <code>{text}</code>
      </td>
      <td class="where">
        {isNew && (
          <>
            <code>{instruction.text}</code> <LineLink instruction={instruction} />
          </>
        )}
        {!instruction && !isNew && before?.instruction && <span class="dim">nowhere</span>}
      </td>
    </>
  );
}
