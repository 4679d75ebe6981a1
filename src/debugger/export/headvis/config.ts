/** The file that HeadVis reads first: which heads there are, and what is shown of them. */
import type { Model } from '../../../model/model';
import { METRICS } from './format';

export type HeadPlace = readonly [layer: number, head: number];

export function configOf(model: Model, heads: readonly HeadPlace[], intervals: number) {
  return {
    model_name: 'Stepformer',
    heads,
    n_layers: model.layers.length,
    n_heads: Math.max(...model.layers.map((layer) => layer.heads.length)),
    n_intervals: intervals,
    metrics: Object.keys(METRICS),
    metric_descriptions: METRICS,
    head_data_pattern: 'L{layer}H{head}.json',
    has_umap: false,
    umap_heads: [],
    custom_plots: [{ key: 'qk_distance_histogram', label: 'Distance from query to key' }],
    custom_tables: [
      { key: 'top_query_tokens', label: 'Tokens that ask' },
      { key: 'top_key_tokens', label: 'Tokens that are attended to' },
      { key: 'matters_query_tokens', label: 'Tokens at which what it returns matters' },
    ],
    statistics_display: Object.fromEntries(
      Object.entries({ tokens: 'tokens that are exported', ...METRICS }).map(([key, label]) => [
        key,
        { label, format: 'default' },
      ]),
    ),
    head_names: Object.fromEntries(
      heads.map(([l, h]) => [`L${l}H${h}`, model.layers[l].heads[h].name]),
    ),
  };
}
