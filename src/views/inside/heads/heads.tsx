/** The heads by layer: what each does at the selected token, whether that matters, and how often it does. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { outline, selection } from '../store';
import { useAnswer } from '../use-answer';
import { Card } from './card';
import { last } from './filter';
import { Grid } from './grid';
import { Links } from './links';
import { Tools } from './tools';
import { useHeadUse } from './use-head-use';
import './style.css';

export function HeadsView() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  const position = selection.value?.position;
  const { answer, failure } = useAnswer(
    'stepformer.heads',
    position === undefined ? undefined : { position },
  );
  const use = useHeadUse(last.value);
  const model = outline.value;

  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [model !== undefined]);

  if (!model) return <p class="notice">…</p>;
  const { layer, head } = selection.value ?? {};
  const at = layer === undefined || head === undefined ? undefined : answer?.layers[layer]?.[head];
  return (
    <div class="heads">
      <Tools {...{ model, use }} />
      {failure && <p class="problem">{failure}</p>}
      <div class="heads-place" ref={place}>
        <Grid {...{ model, use, width }} heads={answer} />
        <p class="key function">
          <Mark /> matters for the next token <Mark hollow /> matters for later tokens; the bars
          tell how often, dimmed is unused now
        </p>
      </div>
      <div class="heads-told">
        {at && answer && layer !== undefined && head !== undefined ? (
          <Card
            {...{ layer, head, at, use }}
            outline={model.layers[layer].heads[head]}
            position={answer.token.position}
          />
        ) : (
          <p class="notice">Choose a head to see what it asked for and what it found.</p>
        )}
        {answer && <Links {...{ model }} heads={answer} />}
      </div>
    </div>
  );
}

function Mark({ hollow }: { hollow?: boolean }) {
  return (
    <svg class={hollow ? 'mark hollow' : 'mark'} width="8" height="8" aria-hidden="true">
      <circle cx="4" cy="4" r="2.5" />
    </svg>
  );
}
