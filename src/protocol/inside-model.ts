/** The model as it is, whatever the program: its layers, heads, slots and neurons by name. */

export interface ModelRequests {
  'stepformer.model': { asks: undefined; answers: ModelOutline };
}

export interface ModelOutline {
  readonly name: string;
  readonly dModel: number;
  readonly vocabulary: number;
  readonly parameters: number;
  readonly layers: readonly LayerOutline[];
}

export interface LayerOutline {
  readonly heads: readonly HeadOutline[];
  readonly neurons: readonly string[];
  /**
   * What each slot holds when the layer begins, after its attention, and after its feed-forward part: 3 × dModel; the
   * empty string where the slot is free.
   */
  readonly slots: readonly (readonly string[])[];
}

export interface HeadOutline {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly purpose: string;
  /** What kind of thing it does, by which heads are grouped; the empty string for none. */
  readonly role: string;
  /** What happens where several keys score the same: the latest wins, or all are averaged. */
  readonly tie: 'latest' | 'average';
  /** What the two dimensions of its value mean; an unused one is the empty string. */
  readonly values: readonly [string, string];
}
