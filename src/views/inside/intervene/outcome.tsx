/** What became of the changed run: where it first differs and why, how it ends, and both runs side by side. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { WhatIf, WhatIfRow, WhatIfRun } from '../../../protocol/intervene-requests';
import { WHAT_IF_MOST } from '../../../protocol/intervene-requests';
import { grouped } from '../../../protocol/numbers';
import { selectMore } from '../store';
import { LineLink } from '../token';
import { useAnswer } from '../use-answer';
import { type Ran, run, stop } from './plan';
import { Sides } from './sides';
import { counted, decision, endingText, verdict } from './words';

export function Outcome({ ran }: { ran: Ran }) {
  const { answer, failure, pending } = useAnswer('stepformer.intervene', { ...ran, count: 0 });
  if (failure) return <p class="wrong">{failure}</p>;
  const running = pending && <Running tokens={ran.tokens} />;
  if (!answer) return running || null;
  return (
    <section class="outcome" aria-label="What became of it" aria-busy={pending}>
      {running}
      <Told answer={answer} ran={ran} />
      <Outputs answer={answer} />
      <Sides key={JSON.stringify(ran)} answer={answer} ran={ran} />
    </section>
  );
}

/** Milliseconds before a run is called a long one. */
const LONG = 300;

/** That a run is under way, and the way to end it; short ones are over before one could read that. */
function Running({ tokens }: { tokens: number }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <p class="under-way" role="status">
      Running the changed model for {counted(tokens, 'token')}…{' '}
      <button type="button" class="secondary" onClick={stop}>
        Stop
      </button>
    </p>
  );
}

function Told({ answer, ran }: { answer: WhatIf; ran: Ran }) {
  const { first, firstInstruction, firstLine, changed, begin, recorded } = answer;
  const last = begin.position + changed.tokens;
  return (
    <div class="verdict" role="status">
      <p>
        <strong>
          <span aria-hidden="true">{first ? '≠' : '='}</span> {verdict(answer)}
        </strong>
      </p>
      {first && (
        <p>
          {decision(first)} <Jump position={first.position - 1}>the token that decides</Jump>
        </p>
      )}
      {firstInstruction && <Elsewhere row={firstInstruction} what="instruction" />}
      {firstLine && firstLine.position !== firstInstruction?.position && (
        <Elsewhere row={firstLine} what="line" />
      )}
      {(first || !changed.ended) && (
        <p>
          {endingText(changed.ended, last)}{' '}
          {!changed.ended && ran.tokens < WHAT_IF_MOST && (
            <button
              type="button"
              class="link"
              onClick={() => run(Math.min(5 * ran.tokens, WHAT_IF_MOST))}
            >
              run it for {counted(Math.min(5 * ran.tokens, WHAT_IF_MOST), 'token')}
            </button>
          )}
        </p>
      )}
      {last >= recorded && (
        <p class="dim">
          From token {grouped(recorded)} on the real run is not recorded yet: what stands there is
          what the unchanged model says.
        </p>
      )}
      <p class="dim">The real run is untouched: only this view knows of the changed one.</p>
    </div>
  );
}

function Elsewhere({ row, what }: { row: WhatIfRow; what: 'instruction' | 'line' }) {
  const { real, changed, position } = row;
  return (
    <p>
      It first executes another {what} at <Jump position={position}>token {grouped(position)}</Jump>
      : <Place token={changed} /> in place of <Place token={real} />.
    </p>
  );
}

function Place({ token }: { token: WhatIfRow['real'] }) {
  if (!token) return <>nothing, since it has ended</>;
  if (!token.instruction) return <>none, since its program counter points nowhere</>;
  const { text, function: name, line } = token.instruction;
  return (
    <>
      <code>{text}</code> <span class="function">{name}</span>
      {line !== undefined && ' '}
      <LineLink instruction={token.instruction} />
    </>
  );
}

function Jump({ position, children }: { position: number; children: ComponentChildren }) {
  return (
    <button
      type="button"
      class="link"
      title={`Select token ${grouped(position)} of the real run`}
      onClick={() => selectMore({ position })}
    >
      {children}
    </button>
  );
}

function Outputs({ answer: { real, changed, firstByte } }: { answer: WhatIf }) {
  if (real.written === 0 && changed.written === 0) return null;
  const isSame = real.output === changed.output && real.written === changed.written;
  return (
    <div class="outputs">
      {(isSame
        ? ([['both', changed]] as const)
        : ([
            ['real', real],
            ['changed', changed],
          ] as const)
      ).map(([name, run]) => (
        <figure key={name}>
          <figcaption>
            {name === 'both' ? 'Both runs write' : `The ${name} run writes`}{' '}
            {counted(run.written, 'byte')}
            {name !== 'both' &&
              firstByte !== undefined &&
              `; byte ${grouped(firstByte + 1)} differs`}
          </figcaption>
          <Written run={run} />
        </figure>
      ))}
    </div>
  );
}

/** What a run wrote, with the first character that differs marked. */
function Written({ run: { output, differs } }: { run: WhatIfRun }) {
  if (differs === undefined) return <pre>{output || ' '}</pre>;
  const [character = ''] = output.slice(differs);
  const shown = character === '\n' ? '↵' : character === '' ? '∎' : character;
  const title =
    character === '' ? 'Here the output ends, and the other goes on' : 'The first that differs';
  return (
    <pre>
      {output.slice(0, differs)}
      <mark title={title}>{shown}</mark>
      {character === '\n' && '\n'}
      {output.slice(differs + character.length)}
    </pre>
  );
}
