/** Going through the tokens: a slider, and playing. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { grouped } from '../../../protocol/numbers';
import { counted } from './words';

interface TimeProps {
  readonly position: number;
  /** Tokens there are. */
  readonly recorded: number;
  /** Whether what is shown is of this position. */
  readonly isShown: boolean;
  readonly onMove: (position: number) => void;
}

/** Milliseconds between two tokens that are shown while it plays; where motion is to be little. */
const PACE = 100;
const SLOW = 1000;
const STEPS = [1, 10, 100, 1000, 10_000, 100_000];

export function Time({ position, recorded, isShown, onMove }: TimeProps) {
  const step = useSignal(1);
  const plays = useSignal(false);
  const now = useRef({ position, recorded, isShown, onMove });
  now.current = { position, recorded, isShown, onMove };
  const last = recorded - 1;

  const isPlaying = plays.value;
  useEffect(() => {
    if (!isPlaying) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setInterval(
      () => {
        const { position, recorded, isShown, onMove } = now.current;
        if (!isShown) return;
        const next = Math.min(position + step.peek(), recorded - 1);
        if (next === position) plays.value = false;
        else onMove(next);
      },
      calm ? SLOW : PACE,
    );
    return () => clearInterval(timer);
  }, [isPlaying]);

  const hop = (by: number) => onMove(Math.min(Math.max(position + by, 0), last));
  return (
    <fieldset class="time">
      <legend class="visually-hidden">Time</legend>
      <button
        type="button"
        class="toggle"
        aria-label="Back"
        title="Back by a step"
        onClick={() => hop(-step.value)}
      >
        ◂
      </button>
      <button
        type="button"
        class="toggle play"
        aria-pressed={isPlaying}
        title={isPlaying ? 'Stop' : 'Go through the tokens'}
        onClick={() => {
          plays.value = !isPlaying;
        }}
      >
        {isPlaying ? '■ Stop' : '▶ Play'}
      </button>
      <button
        type="button"
        class="toggle"
        aria-label="On"
        title="On by a step"
        onClick={() => hop(step.value)}
      >
        ▸
      </button>
      <label>
        by{' '}
        <select
          value={step.value}
          onChange={(event) => {
            step.value = Number(event.currentTarget.value);
          }}
        >
          {STEPS.filter((each) => each === 1 || each < recorded).map((each) => (
            <option key={each} value={each}>
              {counted(each, 'token')}
            </option>
          ))}
        </select>
      </label>
      <input
        type="range"
        aria-label="Token"
        aria-valuetext={`token ${grouped(position)} of ${grouped(recorded)}`}
        min={0}
        max={last}
        value={position}
        onInput={(event) => onMove(Number(event.currentTarget.value))}
      />
      <span class="dim">
        {grouped(position)} of {grouped(last)}
      </span>
    </fieldset>
  );
}
