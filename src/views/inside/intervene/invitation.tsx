/** Experiments that are made for the program at hand: one click, and one sees. */

import { grouped } from '../../../protocol/numbers';
import { selectMore } from '../store';
import { useAnswer } from '../use-answer';
import { attempt } from './plan';

export function Invitation({ position }: { position: number }) {
  const { answer, failure } = useAnswer('stepformer.experiments', { position });
  if (failure) return <p class="wrong">{failure}</p>;
  if (!answer) return <p class="dim">Looking for experiments…</p>;
  if (answer.experiments.length === 0)
    return <p class="dim">Nothing has run yet that could be changed: step on first.</p>;
  return (
    <ul class="experiments">
      {answer.experiments.map(({ title, lesson, position, interventions }) => (
        <li key={title}>
          <h3>{title}</h3>
          <p>{lesson}</p>
          <button
            type="button"
            class="secondary"
            onClick={() => {
              attempt(position, interventions);
              selectMore({ position });
            }}
          >
            Try it at token {grouped(position)}
          </button>
        </li>
      ))}
    </ul>
  );
}
