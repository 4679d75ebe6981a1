/** The guided tour: a strip that says what happens, and selects and shows it. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ModelOutline } from '../../../protocol/inside-model';
import type { ExecutedStep } from '../../../protocol/origin-requests';
import type { Tour } from '../../../protocol/tour';
import { send } from '../channel';
import { outline, select, showView, tour } from '../store';
import { useAnswer } from '../use-answer';
import { OPERATIONS, STEPS, type TourStep } from './steps';
import './tour.css';

export function TourStrip() {
  const taken = tour.value;
  return taken ? <Strip taken={taken} /> : null;
}

/** What a step says of an instruction, or why it cannot. */
function textOf(step: TourStep, executed: ExecutedStep | undefined): string {
  if (!executed) return 'The line has not been executed yet: run the sample to its last line.';
  try {
    return step.text(executed);
  } catch (error) {
    return `This step cannot be shown: ${(error as Error).message} Take the tour with the sample as it comes.`;
  }
}

function Strip({ taken }: { taken: Tour }) {
  const index = Math.min(taken.step, STEPS.length - 1);
  const step = STEPS[index];
  const line = taken.lines[step.mark];
  const asked = { file: taken.file, line, operation: OPERATIONS[step.mark] };
  const { answer, asks, failure } = useAnswer('stepformer.execution', asked);
  const isNewest = JSON.stringify(asks) === JSON.stringify(asked);
  const executed = isNewest ? answer?.steps[0] : undefined;
  const text = useMemo(() => (isNewest ? textOf(step, executed) : ''), [step, executed, isNewest]);

  // Each step leads to its place once: from there a person looks around freely.
  const led = useRef(-1);
  const model = outline.value;
  useEffect(() => {
    if (!executed || !model || led.current === index) return;
    led.current = index;
    try {
      select({ ...step.select(executed), ...(step.slot && writingOf(model, step.slot)) });
      showView(step.view);
    } catch {
      // The text says why.
    }
  }, [executed, model, index, step]);

  const go = (to: number) => () => send({ type: 'tour', step: to });
  const isLast = index === STEPS.length - 1;
  return (
    <section class="tour" aria-label="Guided tour">
      <div class="tour-text" aria-live="polite">
        <h2>
          <span class="tour-count">
            Step {index + 1} of {STEPS.length}
          </span>{' '}
          {step.title}
        </h2>
        <p>{failure ?? <Said text={text} />}</p>
      </div>
      <div class="tour-buttons">
        <button type="button" class="secondary" disabled={index === 0} onClick={go(index - 1)}>
          Back
        </button>
        {isLast ? (
          <button type="button" onClick={() => send({ type: 'tour' })}>
            Finish
          </button>
        ) : (
          <button type="button" onClick={go(index + 1)}>
            Next
          </button>
        )}
        {!isLast && (
          <button type="button" class="link" onClick={() => send({ type: 'tour' })}>
            End the Tour
          </button>
        )}
      </div>
    </section>
  );
}

/** The layer that first writes a slot, and the slot. */
function writingOf({ layers }: ModelOutline, name: string): { layer: number; slot: number } {
  const layer = layers.findIndex(({ slots }) => slots[2].includes(name));
  return { layer, slot: layers[layer].slots[2].indexOf(name) };
}

/** A text in which what stands between backticks is code. */
function Said({ text }: { text: string }) {
  const parts = text.split('`');
  return <>{parts.map((part, i) => (i % 2 === 1 ? <code key={`${i}`}>{part}</code> : part))}</>;
}
