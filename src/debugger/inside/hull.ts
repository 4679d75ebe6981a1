/** The keys of a head as of a token, and how its query chooses among them. */
import type { KeyPoint, Keys } from '../../executor/keys';
import type {
  Average,
  Hull,
  HullAsk,
  HullKey,
  HullKeyAsk,
  HullPoints,
  KeyKind,
} from '../../protocol/hull-requests';
import { problem } from '../errors';
import type { Stopped } from '../stopped';
import type { Context } from '../transformer';
import { headOf, recordedToken } from './asked';
import { cornersOf } from './corners';
import { decisionRange } from './hull-range';
import { placeOf } from './place';

const MOST = 2000;
/** What is asked for before it is known where the keys lie. */
const FEW = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, most: 64 };

export function hullKinds({ context }: Stopped): KeyKind[][] {
  return context.model.layers.map(({ heads }, layer) =>
    heads.map((_, head) => context.keys.kind(layer, head)),
  );
}

/** How a query scores keys, against the one that it chooses. */
interface Scoring {
  readonly kind: KeyKind;
  score(key: readonly [number, number]): number;
  below(key: readonly [number, number]): number;
}

function scoringOf(kind: KeyKind, [qx, qy]: readonly [number, number], best: number): Scoring {
  // Adding 0 makes 0 of -0.
  const score = ([x, y]: readonly [number, number]) => qx * x + qy * y + 0;
  return { kind, score, below: (key) => best - score(key) + 0 };
}

export function hullAt(stopped: Stopped, ask: HullAsk): Hull {
  const { context } = stopped;
  const { layer, head, position, from, to, most = MOST } = checked(context, ask);
  if (from !== undefined && to !== undefined && from > to) throw problem.noRange(from, to);
  const given = from !== undefined && to !== undefined ? ([from, to] as const) : undefined;
  const seen = context.at(position).attend(layer, head);
  const { query, value } = seen;
  const kind = context.keys.kind(layer, head);
  const scoring = scoringOf(kind, query, seen.score);
  const asked = { asOf: position, near: query[0], most };
  const keysIn = ([from, to]: readonly [number, number]) =>
    context.keys.keys(layer, head, { ...asked, from, to });
  const told = (token: number) => tell(stopped, ask, token, scoring);
  const winner = told(seen.winner);
  // Where the keys lie is not known before some were looked at; few suffice for that.
  const first = given && keysIn(given);
  const survey = first ?? context.keys.keys(layer, head, { ...asked, ...FEW });
  const next = seen.runnerUp?.position ?? secondOf(survey, scoring);
  const runnerUp = next === undefined ? undefined : told(next);
  const whole = survey.whole ?? [winner.across, winner.across];
  const decision = decisionRange(kind, query[0], winner, runnerUp, whole, survey.nearest);
  const range = given ?? decision;
  const keys = first ?? keysIn(range);
  return {
    layer,
    head,
    position,
    kind,
    query,
    winner,
    runnerUp,
    value,
    tokens: position + 1,
    recorded: context.recorded,
    distinct: keys.distinct,
    dead: keys.distinct === undefined ? undefined : keys.live - keys.distinct,
    parked: position + 1 - keys.live,
    sample: keys.sample,
    range,
    decision,
    whole,
    points: columns(keys.points, scoring, query[1]),
    beyond: keys.beyond.map(({ across, x, y }) => ({ across, below: scoring.below([x, y]) })),
    groups: keys.groups.map(({ x, y, tokens, position }) => ({
      key: [x, y],
      below: scoring.below([x, y]),
      tokens,
      position,
    })),
    averages: kind === 'mean' ? averagesOf(stopped, ask, value) : [],
  };
}

function checked<Ask extends HullAsk | HullKeyAsk>(context: Context, ask: Ask): Ask {
  headOf(context.model, ask.layer, ask.head);
  recordedToken(context, ask.position);
  return ask;
}

export function hullKeyAt(stopped: Stopped, ask: HullKeyAsk): HullKey {
  const { context } = stopped;
  const { layer, head, position, token } = checked(context, ask);
  if (!(token >= 0 && token <= position)) throw problem.noToken(token, position + 1);
  const { query, score } = context.at(position).attend(layer, head);
  return tell(stopped, ask, token, scoringOf(context.keys.kind(layer, head), query, score));
}

function tell(
  stopped: Stopped,
  { layer, head, position }: Pick<HullAsk, 'layer' | 'head' | 'position'>,
  token: number,
  { kind, score, below }: Scoring,
): HullKey {
  const { keys } = stopped.context;
  const key = keys.keyOf(layer, head, token);
  return {
    place: placeOf(stopped, token),
    key,
    score: score(key),
    below: below(key),
    across: acrossOf(kind, key, token),
    parked: kind === 'addresses' && key[1] < -((key[0] / 2) ** 2),
    ...keys.sameKey(layer, head, token, position),
  };
}

function acrossOf(kind: KeyKind, [x]: readonly [number, number], token: number): number {
  if (kind === 'general') return x;
  return kind === 'positions' || kind === 'addresses' ? x / 2 : token;
}

/** The latest token of the best key that scores less than the winner. */
function secondOf({ groups }: Keys, { below }: Scoring): number | undefined {
  const lower = groups
    .map(({ x, y, position }) => ({ position, below: below([x, y]) }))
    .filter((group) => group.below > 0)
    .sort((a, b) => a.below - b.below || b.position - a.position);
  return lower[0]?.position;
}

function columns(points: readonly KeyPoint[], { kind, below }: Scoring, up: number): HullPoints {
  const onParabola = kind === 'positions' || kind === 'addresses';
  return {
    across: points.map(({ across }) => across),
    below: points.map(({ x, y }) => below([x, y])),
    keys: points.map(({ keys }) => keys),
    tokens: points.map(({ tokens }) => tokens),
    position: points.map(({ position }) => position),
    key: onParabola ? undefined : points.map(({ x, y }) => [x, y]),
    corner: kind === 'general' ? cornersOf(points, up < 0 ? -1 : 1) : undefined,
  };
}

function averagesOf(
  { context }: Stopped,
  { layer, head, position }: HullAsk,
  means: readonly [number, number],
): Average[] {
  const { values } = context.model.layers[layer].heads[head];
  return [0, 1].flatMap((dimension) => {
    if (values[dimension] === '') return [];
    const averaged = context.keys.averaged(layer, head, dimension, position);
    const sum = averaged.reduce((total, { value, tokens }) => total + value * tokens, 0);
    return [{ dimension, mean: means[dimension], sum, values: averaged }];
  });
}
