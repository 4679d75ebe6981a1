/** The residual stream at the selected token: every slot after every part of the forward pass. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { keepOf, keptOf } from '../channel';
import { selection, selectMore } from '../store';
import { useAnswer } from '../use-answer';
import { Compare, type Comparing, useOther } from './compare';
import { Contributions } from './contributions';
import { HeatMap } from './heat-map';
import { Legend } from './legend';
import { Lens, TOP } from './lens';
import { List } from './list';
import { type Cell, momentOf } from './moments';
import './residual.css';
import { useWidth } from '../use-width';
import { Told } from './told';

/** What is there again when the view is shown again. */
interface Kept {
  readonly comparing: Comparing;
  readonly isList: boolean;
}

export function ResidualView() {
  const before = keptOf<Kept>('residual');
  const chosen = selection.value;
  const position = chosen?.position;
  const comparing = useSignal<Comparing>(before.comparing ?? { with: 'nothing' });
  const isList = useSignal(before.isList ?? false);
  const moment = useSignal<number | undefined>(undefined);
  const slot = useSignal<number | undefined>(undefined);
  const hovered = useSignal<Cell | undefined>(undefined);
  useSignalEffect(() =>
    keepOf<Kept>('residual', { comparing: comparing.value, isList: isList.value }),
  );
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const { other, isFirst = false, failure: notFound } = useOther(position, comparing.value);
  const stream = useAnswer(
    'stepformer.residual',
    position === undefined ? undefined : { position, against: other },
  );
  const lens = useAnswer(
    'stepformer.lens',
    position === undefined ? undefined : { position, top: TOP },
  );

  // What is selected elsewhere moves the cursor.
  const { layer, head, slot: selected } = chosen ?? {};
  useEffect(() => {
    if (selected !== undefined) slot.value = selected;
  }, [selected]);
  const seen = useRef<string | undefined>(undefined);
  const key = `${layer} ${head}`;
  const moments = stream.answer?.moments;
  useEffect(() => {
    if (!moments || layer === undefined || seen.current === key) return;
    seen.current = key;
    if (moment.peek() === undefined || moments[moment.peek() ?? 0].layer !== layer)
      moment.value = momentOf(moments, layer, head === undefined ? 'feed-forward' : 'attention');
  }, [key, moments]);

  const failure = stream.failure ?? lens.failure ?? notFound;
  if (position === undefined || !moments)
    return (
      <div class="residual" ref={place}>
        <p class="notice">{failure ?? 'Reading the residual stream…'}</p>
      </div>
    );
  // Until a slot is chosen, it is one that the moment has written.
  const cellAt = (at = moments.length - 1, chosen: number | undefined): Cell => ({
    moment: at,
    slot: chosen ?? moments[at].written[0] ?? 0,
  });
  const now = () => cellAt(moment.peek(), slot.peek());
  const cell = cellAt(moment.value, slot.value);
  const move = (next: Cell) => {
    moment.value = next.moment;
    slot.value = next.slot;
  };
  const choose = (next: Cell) => {
    move(next);
    selectMore({ layer: moments[next.moment].layer, slot: next.slot });
  };
  return (
    <div class="residual" ref={place}>
      <div class="bar">
        <button
          type="button"
          class="toggle"
          aria-pressed={isList.value}
          title="Show the slots of one moment as a list"
          onClick={() => {
            isList.value = !isList.value;
          }}
        >
          List
        </button>
        <Compare comparing={comparing} position={position} other={other} isFirst={isFirst} />
      </div>
      {failure && (
        <p class="problem" role="alert">
          {failure}
        </p>
      )}
      {isList.value ? (
        <List moments={moments} cell={cell} choose={choose} />
      ) : (
        <>
          <Told moments={moments} cell={hovered.value ?? cell} />
          <HeatMap
            moments={moments}
            lens={lens.answer?.moments}
            chosen={lens.answer?.chosen.token}
            width={width}
            cell={cell}
            now={now}
            move={move}
            choose={choose}
            hover={(under) => {
              hovered.value = under;
            }}
          />
          <Legend difference={moments[0].against !== undefined} />
        </>
      )}
      <div class="parts">
        <Contributions position={position} moments={moments} cell={cell} move={move} />
        {lens.answer && <Lens lens={lens.answer} moment={cell.moment} />}
      </div>
    </div>
  );
}
