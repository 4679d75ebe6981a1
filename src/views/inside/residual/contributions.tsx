/** Who wrote the chosen slot: a bar for each head or neuron, and the slot's life from moment to moment. */
import type {
  Contributions as Answer,
  Contribution,
  ResidualMoment,
} from '../../../protocol/residual-requests';
import { selectMore } from '../store';
import { useAnswer } from '../use-answer';
import { headName } from '../words';
import { type Cell, momentName, neuronName, writesOf } from './moments';

/** Writers that are shown at once. */
const MOST = 40;

interface Props {
  readonly position: number;
  readonly moments: readonly ResidualMoment[];
  readonly cell: Cell;
  readonly move: (cell: Cell) => void;
}

export function Contributions({ position, moments, cell, move }: Props) {
  const { slot } = cell;
  const shown = moments[cell.moment];
  const { layer, part } = shown;
  const { answer, failure } = useAnswer('stepformer.contributions', {
    position,
    layer,
    part,
    slot,
  });
  const name = shown.names[slot] || `slot ${slot}`;
  return (
    <section class="part" aria-label="Who wrote this slot">
      <h2>
        {momentName(shown)} on {name}
      </h2>
      {failure && <p class="notice">{failure}</p>}
      {answer && <Sum answer={answer} layer={layer} />}
      <Life moments={moments} cell={cell} move={move} />
    </section>
  );
}

function Sum({ answer, layer }: { answer: Answer; layer: number }) {
  const { before, after, added, terms, names } = answer;
  const largest = Math.max(...terms.map(({ number }) => Math.abs(number)));
  return (
    <>
      <p>
        <code>{String(before)}</code>
        {names[0] && names[0] !== names[1] && <span class="dim"> ({names[0]})</span>} +{' '}
        <code>{String(added)}</code> = <code>{String(after)}</code> {answer.meaning}
      </p>
      {terms.length === 0 && <p class="dim">Nothing was added here.</p>}
      <ol class="terms">
        {terms.slice(0, MOST).map((term, i) => (
          <li key={i}>
            <Writer term={term} layer={layer} />
            <span class="bar-of" aria-hidden="true">
              <span
                class={term.number < 0 ? 'less' : 'more'}
                style={{ width: `${(100 * Math.abs(term.number)) / largest}%` }}
              />
            </span>
            <code>{String(term.number)}</code>
            <How term={term} />
          </li>
        ))}
      </ol>
      {terms.length > MOST && <p class="dim">and {terms.length - MOST} more</p>}
    </>
  );
}

/** A head or neuron is selected by its name. */
function Writer({ term, layer }: { term: Contribution; layer: number }) {
  if (term.by === 'token' || term.by === 'position')
    return <span>{term.by === 'token' ? `token ${term.name}` : term.name}</span>;
  const [title, part] =
    term.by === 'head'
      ? [headName(layer, term.head), { head: term.head, neuron: undefined }]
      : [neuronName(layer, term.neuron), { head: undefined, neuron: term.neuron }];
  return (
    <button
      type="button"
      class="link"
      title={`Select ${term.by} ${title}`}
      onClick={() => selectMore({ layer, ...part })}
    >
      {title} {term.name}
    </button>
  );
}

function How({ term }: { term: Contribution }) {
  const times = (weight: number) => (weight === 1 ? '' : `${weight} × `);
  if (term.by === 'neuron')
    return (
      <span class="dim">
        {times(term.weight)}gate {String(term.gate)} × {String(term.value)}
      </span>
    );
  if (term.by !== 'head') return null;
  const { from, weight } = term;
  return (
    <span class="dim">
      {times(weight)}read from{' '}
      <button
        type="button"
        class="link"
        onClick={() => selectMore({ position: from.position })}
        title="Select this token"
      >
        {from.text} at {from.position}
      </button>
    </span>
  );
}

/** The moments at which the slot was written. */
function Life({ moments, cell: { slot, moment }, move }: Omit<Props, 'position'>) {
  const writes = writesOf(moments, slot);
  return (
    <>
      <h3>Slot {slot} through the layers</h3>
      {writes.length === 0 && <p class="dim">It is 0 from beginning to end.</p>}
      <ol class="life">
        {writes.map((at) => (
          <li key={at} aria-current={at === moment}>
            <button type="button" class="link" onClick={() => move({ moment: at, slot })}>
              {momentName(moments[at])}
            </button>{' '}
            {moments[at].names[slot] || <em>free</em>} ={' '}
            <code>{String(moments[at].values[slot])}</code>{' '}
            <span class="dim">{moments[at].meanings[slot]}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
