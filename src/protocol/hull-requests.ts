/** The keys of a head as of a token, and how its query chooses among them. */
import type { TokenPlace } from './inside';

export interface HullRequests {
  /** How the keys of each head lie: by layer and head. */
  'stepformer.hullKinds': {
    asks: Readonly<Record<string, never>>;
    answers: readonly (readonly KeyKind[])[];
  };
  'stepformer.hull': { asks: HullAsk; answers: Hull };
  /** One token's key, scored by the query of another. */
  'stepformer.hullKey': { asks: HullKeyAsk; answers: HullKey };
}

/**
 * positions: every token has the key (2p, -p²) of its position p, and queries are (q, 1).
 * addresses: a token that writes to a has the key (2a, -a²), all others lie far below, and queries are (q, 1).
 * flat: queries are (q, 0), so that the first coordinate decides alone.
 * mean: the query is (0, 0), all keys tie, and the head averages.
 * general: anything else.
 */
export type KeyKind = 'positions' | 'addresses' | 'flat' | 'mean' | 'general';

export interface HullAsk {
  readonly layer: number;
  readonly head: number;
  readonly position: number;
  /** What to show across, both ends included; without one of them, where the decision is taken. */
  readonly from?: number;
  readonly to?: number;
  /** Most points, but for the keys beside the query, which are told each by itself; default 2000. */
  readonly most?: number;
}

export interface HullKeyAsk {
  readonly layer: number;
  readonly head: number;
  readonly position: number;
  /** Position of the token whose key is asked for: no later than `position`. */
  readonly token: number;
}

export interface HullKey {
  readonly place: TokenPlace;
  readonly key: readonly [number, number];
  readonly score: number;
  /** How much less it scores than the winner. */
  readonly below: number;
  /** Where it lies across. */
  readonly across: number;
  /** addresses: it lies far below, since its token writes to none; it wins only where no token has written yet. */
  readonly parked: boolean;
  /** Tokens with the same key, of which only the latest can win; absent where that is not known. */
  readonly tokens?: number;
  /** Positions of the latest of these, the last one first. */
  readonly latest: readonly number[];
}

/**
 * Keys as columns: entry i of each belongs to one point. One that stands for several keys tells the rest of that which
 * scores most.
 */
export interface HullPoints {
  /** positions and addresses: half of the key's first coordinate; flat: the token's position; general: the first. */
  readonly across: readonly number[];
  /** How much less it scores than the winner. */
  readonly below: readonly number[];
  /** Keys for which the point stands; flat: tokens. */
  readonly keys: readonly number[];
  /** Tokens that have this key. */
  readonly tokens: readonly number[];
  /** The latest of them. */
  readonly position: readonly number[];
  /** The key; absent where it is (2a, -a²) with a across. */
  readonly key?: readonly (readonly [number, number])[];
  /** Whether it is a corner of the convex hull, so that some query chooses it; absent where all are. */
  readonly corner?: readonly boolean[];
}

/** A key of a flat head, wherever the tokens are that have it. */
export interface HullGroup {
  readonly key: readonly [number, number];
  readonly below: number;
  readonly tokens: number;
  /** The latest of them. */
  readonly position: number;
}

export interface Hull {
  readonly layer: number;
  readonly head: number;
  readonly position: number;
  readonly kind: KeyKind;
  readonly query: readonly [number, number];
  readonly winner: HullKey;
  /** The best key that scores less. */
  readonly runnerUp?: HullKey;
  /** What the head returned. */
  readonly value: readonly [number, number];
  /** Tokens up to this one, so keys. */
  readonly tokens: number;
  /** Tokens that are recorded, of which any can be asked about. */
  readonly recorded: number;
  /** Keys that differ, among those that can win; absent where only a sample was looked at. */
  readonly distinct?: number;
  /** Tokens whose key a later one has too, so that it can never win again. */
  readonly dead?: number;
  /** Tokens whose key lies so far below that no query chooses it. */
  readonly parked: number;
  /** How many tokens were looked at, where it was not all. */
  readonly sample?: number;
  /** What the points lie across; where the decision is taken; all keys. */
  readonly range: readonly [number, number];
  readonly decision: readonly [number, number];
  readonly whole: readonly [number, number];
  readonly points: HullPoints;
  /** positions and addresses: the next keys on either side of the range, to which the hull's edge leads. */
  readonly beyond: readonly { readonly across: number; readonly below: number }[];
  readonly groups: readonly HullGroup[];
  /** mean: what is averaged, by dimension. */
  readonly averages: readonly Average[];
}

export interface Average {
  /** 0 or 1. */
  readonly dimension: number;
  readonly mean: number;
  readonly sum: number;
  /** The different values, in ascending order. */
  readonly values: readonly {
    readonly value: number;
    readonly tokens: number;
    readonly position: number;
  }[];
}
