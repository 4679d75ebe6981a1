/** How a node of the graph is written. */
import { grouped } from '../../../protocol/numbers';
import type { UpstreamNode } from '../../../protocol/upstream-requests';
import { headName } from '../words';

/** A name and a number, as the box of the node has them. */
export const titleOf = ({ name, value, meaning, is }: UpstreamNode): string =>
  is === 'decision'
    ? `${name}: ${grouped(value)}`
    : `${name} = ${grouped(value)}${meaning ? ` (${meaning})` : ''}`;

/** What computed it. */
export function partOf({ is, layer, head, neurons, by }: UpstreamNode): string {
  switch (is) {
    case 'decision':
      return 'margin of the logits';
    case 'head':
      return `${headName(layer as number, head as number)} ${by}`;
    case 'neurons':
      return neurons?.length === 1
        ? `L${layer}N${neurons[0]}`
        : `L${layer}, ${neurons?.length} neurons`;
    case 'sum':
      return 'sum';
    case 'embedding':
      return `embedding of the ${by}`;
  }
}

export const whereOf = ({ token }: UpstreamNode): string =>
  `${token.text} @${grouped(token.position)}`;

export const ROLES = {
  sum: '',
  gate: 'gate',
  query: 'asks',
  key: 'key',
  mean: 'mean',
} as const;
