/** A head at the selected token: its keys, their hull, and how the query decides among them. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Hull } from '../../../protocol/hull-requests';
import { grouped } from '../../../protocol/numbers';
import { keepOf, keptOf } from '../channel';
import { outline, select, selection } from '../store';
import { useAnswer } from '../use-answer';
import { useWidth } from '../use-width';
import './hull.css';
import { Mean } from './mean';
import { type PickedHead, Picker } from './picker';
import { Plot } from './plot';
import { type Projection, type Range, withRoom } from './scene';
import { Time } from './time';
import { Told } from './told';
import { counted, explain } from './words';

/** Points for each pixel across: what is denser cannot be told apart. */
const DENSITY = 1.2;
const ALL = {};

/** What is there again when the view is shown again. */
interface Kept {
  /** The head of which `domain` was shown. */
  readonly key: string;
  readonly domain: Range | undefined;
  readonly projection: Projection;
}

export function HullView() {
  const chosen = selection.value;
  const model = outline.value;
  const kinds = useAnswer('stepformer.hullKinds', ALL).answer;
  const domain = useSignal<Range | undefined>(undefined);
  const before = useRef(keptOf<Kept>('hull'));
  const projection = useSignal<Projection>(before.current.projection ?? 'scores');
  const hovered = useSignal<number | undefined>(undefined);
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const picked = pickedHead(chosen, kinds);
  const position = chosen?.position;
  const shown = domain.value;
  const asks = picked &&
    position !== undefined && {
      ...picked,
      position,
      most: Math.min(2000, Math.ceil(width * DENSITY)),
      ...(shown && { from: Math.floor(shown[0]), to: Math.ceil(shown[1]) }),
    };
  const { answer: hull, failure } = useAnswer('stepformer.hull', asks || undefined);
  const isOfHead = hull?.layer === picked?.layer && hull?.head === picked?.head;
  const looked = useAnswer(
    'stepformer.hullKey',
    hull && hovered.value !== undefined && isOfHead
      ? { layer: hull.layer, head: hull.head, position: hull.position, token: hovered.value }
      : undefined,
  ).answer;

  // What is shown of one head says nothing of another.
  const key = picked && `${picked.layer} ${picked.head}`;
  useEffect(() => {
    if (!key) return;
    domain.value = before.current.key === key ? before.current.domain : undefined;
    before.current = {};
    hovered.value = undefined;
  }, [key]);
  useEffect(() => {
    if (key) keepOf<Kept>('hull', { key, domain: shown, projection: projection.value });
  }, [key, shown, projection.value]);

  if (!model || !kinds || !picked || !hull || !isOfHead)
    return (
      <div class="hull" ref={place}>
        <p class="note">{failure ?? 'Reading the keys…'}</p>
      </div>
    );
  const head = model.layers[hull.layer]?.heads[hull.head];
  const choose = (next: PickedHead) => select({ position: hull.position, ...next });
  const toToken = (token: number) => select({ position: token, ...picked });
  const rows = [
    { role: 'winner', told: hull.winner },
    ...(hull.runnerUp ? [{ role: 'runner-up', told: hull.runnerUp }] : []),
    ...(looked && looked.place.position === hovered.value ? [{ role: 'here', told: looked }] : []),
  ];
  return (
    <div class="hull" ref={place}>
      <div class="bar">
        <Picker model={model} kinds={kinds} chosen={picked} onChoose={choose} />
        {hull.kind !== 'mean' && (
          <Views
            isDecision={shown === undefined}
            projection={projection.value}
            onDecision={() => {
              domain.value = undefined;
            }}
            onAll={() => {
              domain.value = withRoom(hull.whole);
            }}
            onProjection={(next) => {
              projection.value = next;
            }}
          />
        )}
      </div>
      <p class="explained" aria-live="polite">
        {explain(hull, head).join(' ')}
      </p>
      {hull.kind === 'mean' ? (
        <Mean hull={hull} names={head?.values ?? ['', '']} width={width} />
      ) : (
        <>
          <Plot
            hull={hull}
            domain={shown ?? withRoom(hull.range)}
            projection={projection.value}
            width={width}
            onDomain={(next) => {
              domain.value = next;
            }}
            onLook={(token) => {
              hovered.value = token;
            }}
            onSelect={toToken}
          />
          <Legend hull={hull} />
          <Told rows={rows} onSelect={toToken} />
        </>
      )}
      <Time
        position={position ?? 0}
        recorded={hull.recorded}
        isShown={hull.position === position}
        onMove={toToken}
      />
    </div>
  );
}

/** The selected head; without one, the first that finds writes, or else the first of all. */
function pickedHead(
  chosen: { readonly layer?: number; readonly head?: number } | undefined,
  kinds: readonly (readonly string[])[] | undefined,
): PickedHead | undefined {
  if (!kinds) return undefined;
  if (chosen?.layer !== undefined && chosen.head !== undefined)
    return { layer: chosen.layer, head: chosen.head };
  const layer = kinds.findIndex((heads) => heads.includes('addresses'));
  return layer < 0 ? { layer: 0, head: 0 } : { layer, head: kinds[layer].indexOf('addresses') };
}

interface ViewsProps {
  readonly isDecision: boolean;
  readonly projection: Projection;
  readonly onDecision: () => void;
  readonly onAll: () => void;
  readonly onProjection: (projection: Projection) => void;
}

function Views({ isDecision, projection, onDecision, onAll, onProjection }: ViewsProps) {
  return (
    <span class="views">
      <button
        type="button"
        class="toggle"
        aria-pressed={isDecision}
        title="Zoom to where the decision is taken (0)"
        onClick={onDecision}
      >
        Decision
      </button>
      <button type="button" class="toggle" title="Show all keys" onClick={onAll}>
        All keys
      </button>
      <button
        type="button"
        class="toggle"
        aria-pressed={projection === 'keys'}
        title="The plane of keys as it is, without turning the query upwards"
        onClick={() => onProjection(projection === 'keys' ? 'scores' : 'keys')}
      >
        Raw coordinates
      </button>
    </span>
  );
}

/** What the shapes mean, with how many there are of each. */
function Legend({ hull }: { hull: Hull }) {
  const { kind, distinct, dead, parked, sample } = hull;
  const isOnParabola = kind === 'addresses' || kind === 'positions';
  return (
    <ul class="legend">
      {distinct !== undefined && (
        <li>
          <Sign d="M-3.5,0a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0Z" kind="corner" />
          {counted(distinct, 'key')}
          {isOnParabola ? ', each a corner of the hull' : ' that differ'}
        </li>
      )}
      {hull.points.keys.some((keys) => keys > 1) && (
        <li>
          <Sign d="M-3,-3h6v6h-6Z" kind="several" />
          several, of which the best is drawn
        </li>
      )}
      {dead !== undefined && dead > 0 && (
        <li>
          <Sign d="M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0Z" kind={isOnParabola ? 'ring' : 'dead'} />
          {counted(dead, 'token')} dead: a later one has the same key
        </li>
      )}
      {hull.points.corner?.includes(false) && (
        <li>
          <Sign d="M-3,-3L3,3M-3,3L3,-3" kind="inside" />
          within the hull: never wins
        </li>
      )}
      {parked > 0 && (
        <li class="dim">
          {counted(parked, 'token')} write nothing here: their keys are parked 2⁵⁴ below, not drawn
        </li>
      )}
      {sample !== undefined && (
        <li class="dim">
          a sample of {grouped(sample)} of {counted(hull.tokens, 'token')}
        </li>
      )}
    </ul>
  );
}

function Sign({ d, kind }: { d: string; kind: string }) {
  return (
    <svg class="sign" width="16" height="14" viewBox="-8 -7 16 14" aria-hidden="true">
      <path class={kind} d={d} />
    </svg>
  );
}
