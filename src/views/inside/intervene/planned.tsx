/** The interventions that are planned, each removable, and the way to run them. */
import type { Intervention } from '../../../protocol/intervene-requests';
import { grouped } from '../../../protocol/numbers';
import { selection, selectMore } from '../store';
import { useAnswer } from '../use-answer';
import { canRedo, canUndo, isRan, moveTo, plan, redo, remove, run, undo } from './plan';

export function Planned() {
  const { position, interventions } = plan.value;
  const selected = selection.value?.position;
  return (
    <section class="planned" aria-label="What is to be changed">
      <div class="bar">
        {position !== undefined && (
          <span>
            At{' '}
            <button type="button" class="link" onClick={() => selectMore({ position })}>
              token <span class="position">{grouped(position)}</span>
            </button>
          </span>
        )}
        {position !== undefined && selected !== undefined && selected !== position && (
          <button type="button" class="link" onClick={() => moveTo(selected)}>
            move to the selected token {grouped(selected)}
          </button>
        )}
        <span class="space" />
        <button type="button" class="tool" disabled={!canUndo.value} onClick={undo}>
          Undo
        </button>
        <button type="button" class="tool" disabled={!canRedo.value} onClick={redo}>
          Redo
        </button>
        <button
          type="button"
          class={isRan.value ? 'secondary' : ''}
          disabled={interventions.length === 0}
          onClick={() => run()}
        >
          Run
        </button>
      </div>
      {position !== undefined && (
        <ol>
          {interventions.map((intervention, i) => (
            <Item
              // The same intervention may be there twice.
              key={`${i} ${JSON.stringify(intervention)}`}
              {...{ position, intervention }}
              remove={() => remove(i)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface ItemProps {
  readonly position: number;
  readonly intervention: Intervention;
  readonly remove: () => void;
}

function Item({ position, intervention, remove }: ItemProps) {
  const { answer, failure } = useAnswer('stepformer.intervention', { position, intervention });
  const text = answer?.text ?? intervention.kind;
  return (
    <li>
      <span>
        {text}
        {answer && !failure && <span class="dim">: it {answer.now}</span>}
        {failure && <span class="wrong"> {failure}</span>}
      </span>
      <button
        type="button"
        class="tool"
        aria-label={`Remove: ${text}`}
        title="Remove"
        onClick={remove}
      >
        ✕
      </button>
    </li>
  );
}
