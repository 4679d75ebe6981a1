/**
 * The files that HeadVis reads (github.com/anthropics/headvis): a folder `data` with `config.json`, `scatter_data.json`
 * and one file for each head. What it reads has its names; `positions`, `rows` and what `matters` are ours, which it
 * passes over.
 */

export interface HeadFile {
  readonly sequences: readonly HeadSequence[];
  readonly qk_distance_histogram: Histogram;
  readonly top_query_tokens: readonly TokenWeight[];
  readonly top_key_tokens: readonly TokenWeight[];
  /** Of the largest weight in a sequence, which says nothing here: it is 1 wherever attention is hard. */
  readonly histogram: Record<string, never>;
  readonly statistics: Readonly<Record<string, number>>;
  readonly matters_query_tokens: readonly TokenWeight[];
}

/** Tokens, and how much each attends to which before it. */
export interface HeadSequence {
  readonly sequence_id: number;
  /** From 1 to `n_intervals`, in which there are about equally many sequences. */
  readonly interval: number;
  readonly tokens: readonly string[];
  /** Of the weights that are not 0: query times `seq_len` plus key, both as indices of `tokens`. */
  readonly attention_indices: readonly number[];
  readonly attention_values: readonly number[];
  readonly seq_len: number;
  readonly max_activation: number;
  /** Where each of `tokens` stands in the context; null for what stands for those left out. */
  readonly positions: readonly (number | null)[];
  readonly rows: HeadRows;
}

/** What the head does at one token after another: lists of the same length. */
export interface HeadRows {
  /** Positions in the context. */
  readonly position: readonly number[];
  readonly query: readonly (readonly [number, number])[];
  readonly winner: readonly number[];
  readonly score: readonly number[];
  /** Null where no key scores less. */
  readonly runner_up: readonly (number | null)[];
  readonly margin: readonly (number | null)[];
  readonly value: readonly (readonly [number, number])[];
  /** Whether what it returned bears on the next token, and on what this token leaves in the KV cache. */
  readonly matters_now: readonly boolean[];
  readonly matters_later: readonly boolean[];
}

/** Counts between edges, of which there is one more. */
export interface Histogram {
  readonly bin_edges: readonly number[];
  readonly bin_values: readonly number[];
}

export interface TokenWeight {
  readonly token: string;
  readonly weight: number;
}

/** A head in the plot of all of them. */
export type ScatterRow = { readonly layer: number; readonly head: number } & {
  readonly [M in Metric]?: number;
};

export const METRICS = {
  self_attention_score: 'how much a token attends to itself, on average',
  previous_token_score: 'how much a token attends to the one before it, on average',
  pattern_entropy: 'entropy of the weights of a token, on average, in nats; 0 where one key wins',
  qk_distance: 'tokens between query and key, on average, in the whole context',
  qk_distance_variance: 'variance of the same',
  top_logit_margin: 'score of the key that won minus that of the runner-up, on average',
  query_token_entropy: 'entropy of the tokens at which it asks, in nats',
  key_token_entropy: 'entropy of the tokens that it attends to, in nats',
  matters_now: 'share of the tokens at which what it returns bears on the next token',
  matters_later:
    'share of the tokens at which what it returns bears on what is kept for later ones',
} as const;
export type Metric = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as Metric[];
