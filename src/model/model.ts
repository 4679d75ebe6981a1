/**
 * A decoder-only transformer with hard attention, and nothing else:
 *
 *     x  = E[token] + P · (position, position², 1)
 *     for each layer:
 *       x += Wo · concat_h(attend_h(Wq x, Wk x, Wv x))     each head has 2 dimensions
 *       x += W_out · (relu(W_gate x) * (W_value x))
 *     next token = argmax(U x), the lowest id where several are maximal
 *
 * All weight of a head goes to the keys with the largest q·k. Everything is float64; every sum runs over
 * ascending indices.
 */

/** Which keys a head takes when several score the same: the rightmost, or the mean of all their values. */
export type TieBreak = 'latest' | 'average';

/** Matrices are dense and row-major: element (row, column) of an R×C matrix is at `row * C + column`. */
export type Matrix = Float64Array;

export interface Head {
  readonly name: string;
  /** What the head does, in a sentence. */
  readonly purpose: string;
  /** What kind of thing it does, by which heads are grouped; the empty string for none. */
  readonly role: string;
  readonly tie: TieBreak;
  /** 2 × dModel each. */
  readonly query: Matrix;
  readonly key: Matrix;
  readonly value: Matrix;
  /** dModel × 2. */
  readonly output: Matrix;
  /** What the two value dimensions mean; an unused one is the empty string. */
  readonly values: readonly [string, string];
}

export interface FeedForward {
  /** What each neuron computes; as long as dFfn of this layer. */
  readonly names: readonly string[];
  /** dFfn × dModel each. */
  readonly gate: Matrix;
  readonly value: Matrix;
  /** dModel × dFfn. */
  readonly output: Matrix;
}

export interface Layer {
  readonly heads: readonly Head[];
  readonly ffn: FeedForward;
  /**
   * What each residual slot holds when the layer begins, after its attention and after its feed-forward
   * part; the empty string where the slot is free. 3 × dModel names.
   */
  readonly slots: readonly (readonly string[])[];
}

/** What a token asks of the host, where it asks for anything. */
export type HostRole =
  | { readonly kind: 'stop' }
  | { readonly kind: 'output'; readonly stream: OutputStream; readonly byte: number }
  | { readonly kind: 'ask'; readonly stream: InputStream }
  | { readonly kind: 'input'; readonly byte: number }
  | { readonly kind: 'end of input' };

export type OutputStream = 'stdout' | 'stderr' | 'files';
export type InputStream = 'stdin' | 'args' | 'environment' | 'clock' | 'random' | 'files';

export interface ModelToken {
  readonly text: string;
  /** Whether the token begins an executed instruction. */
  readonly operation?: boolean;
  /** Tokens of one group behave alike; an executor may specialise itself to each. No group is one by itself. */
  readonly group?: string;
  readonly host?: HostRole;
}

/** A linear form over the residual stream: the sum of `weight * x[slot]`. */
export type LinearForm = readonly (readonly [slot: number, weight: number])[];

/** A named quantity that can be read from the residual stream of a token. */
export interface Tap {
  readonly name: string;
  readonly purpose: string;
  /** Read after `layer` layers: 0 is the embedding, `layers.length` the input of the unembedding. */
  readonly layer: number;
  readonly form: LinearForm;
}

/** A head whose keys are addresses: ask it with the query (address, 1). */
export interface Lookup {
  readonly name: string;
  readonly purpose: string;
  readonly layer: number;
  readonly head: number;
}

/** What the number in a slot stands for, beyond the name of the slot. */
export interface Meaning {
  readonly unit: Unit;
  /** What is counted. */
  readonly of?: string;
  /** By number, what is chosen. */
  readonly labels?: readonly string[];
  /** What the slot holds beyond the number itself. */
  readonly plus?: number;
  /** It chooses which circuit is at work, and is not computed with. */
  readonly control?: boolean;
}

export type Unit =
  /** 1 for yes, 0 for no. */
  | 'flag'
  /** One of `labels`. */
  | 'choice'
  /** What it says depends on what it is said to. */
  | 'signal'
  /** Of 32 bits. */
  | 'number'
  | 'byte'
  /** Of what `of` says. */
  | 'count'
  /** Of two. */
  | 'power'
  | 'square'
  /** Which byte of a number a digit is, 0 the least significant; negative where it is none. */
  | 'lane'
  /** Position in the context. */
  | 'token'
  /** Position in the prompt at which an instruction begins, or behind its last immediate. */
  | 'instruction'
  | 'instruction end'
  /** Key of the first local of a frame. */
  | 'frame'
  /** Of a byte in the memory, or of a word of four. */
  | 'address'
  | 'word';

export interface Model {
  readonly name: string;
  readonly dModel: number;
  readonly tokens: readonly ModelToken[];
  /** tokens.length × dModel. */
  readonly embedding: Matrix;
  /** dModel × 3: the weights of position, position² and 1. */
  readonly position: Matrix;
  readonly layers: readonly Layer[];
  /** tokens.length × dModel. */
  readonly unembedding: Matrix;
  readonly taps: readonly Tap[];
  readonly lookups: readonly Lookup[];
  /** By name of a slot. */
  readonly meanings: Readonly<Record<string, Meaning>>;
}
