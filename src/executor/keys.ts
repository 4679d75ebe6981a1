/** The keys of a head as of a token, as far as they are shown: what a person sees of a KV cache. */

/** How the keys of a head lie, and which queries can be asked of them. */
export type KeyKind =
  /** The token at position p has the key (2p, -p²); queries are (q, 1). */
  | 'positions'
  /** A token that writes to an address a has the key (2a, -a²), and all others lie far below; queries are (q, 1). */
  | 'addresses'
  /** Queries are (q, 0), so the first coordinate decides alone. */
  | 'flat'
  /** An averaging head whose query is (0, 0): every key ties. */
  | 'mean'
  /** Whatever else. */
  | 'general';

/** What is asked: keys across a range, both ends included, in no more points than `most` (and those near the query). */
export interface KeysAsked {
  /** Position of the token as of which the keys are told. */
  readonly asOf: number;
  /** Of addresses or positions; for 'general' of first coordinates. */
  readonly from: number;
  readonly to: number;
  readonly most: number;
  /** Keys near this one are told each by itself: the first part of the query. */
  readonly near: number;
}

/**
 * A key, or several that are shown as one: then all but `keys` is said of one of them, which scores most. Keys of flat
 * heads are the same where their first coordinates are; what is told of the second is the latest token's.
 */
export interface KeyPoint {
  /** Where it lies in the range. */
  readonly across: number;
  readonly x: number;
  readonly y: number;
  /** Different keys for which it stands; for 'flat' tokens of the same key. */
  readonly keys: number;
  /** Tokens that have this key, among those that were looked at. */
  readonly tokens: number;
  /** The latest of them. */
  readonly position: number;
}

export interface Keys {
  readonly points: readonly KeyPoint[];
  /** On the parabola: the next keys on either side of the range. */
  readonly beyond: readonly KeyPoint[];
  /** Keys that differ, over all tokens; absent where only some tokens were looked at. */
  readonly distinct: number | undefined;
  /** Tokens that have one of these keys; the keys of all others can never win. */
  readonly live: number;
  /** Where the first and the last of these keys lie; absent where there is none. */
  readonly whole: readonly [number, number] | undefined;
  /** Where the keys that are nearest to the query lie. */
  readonly nearest: readonly [number, number] | undefined;
  /** How many tokens were looked at, where it was not all. */
  readonly sample: number | undefined;
  /** 'flat': each different key with all of its tokens, wherever they are. */
  readonly groups: readonly KeyPoint[];
}

/** A value that an averaging head takes the mean of, and how many tokens have it. */
export interface AveragedValue {
  readonly value: number;
  readonly tokens: number;
  /** The latest of them. */
  readonly position: number;
}

/** Tokens with the same key: only the latest of them can win. */
export interface SameKey {
  /** How many there are; absent where that is not known. */
  readonly tokens: number | undefined;
  /** The latest, the last one first, as far as the cache tells them. */
  readonly latest: readonly number[];
}

/** What can be asked about keys of any token of the past. */
export interface KeyReader {
  kind(layer: number, head: number): KeyKind;
  /** The key of a token. */
  keyOf(layer: number, head: number, position: number): readonly [number, number];
  keys(layer: number, head: number, asked: KeysAsked): Keys;
  /** The tokens that have the same key as one, as of another. */
  sameKey(layer: number, head: number, position: number, asOf: number): SameKey;
  /** 'mean': the values of a dimension by how often they occur up to a token. */
  averaged(layer: number, head: number, dimension: number, asOf: number): AveragedValue[];
}
