/** Where a value comes from, as entries below it: what a hover shows when it is opened. */
import { marginText, readingsOf, tokenText } from '../../protocol/origin-text';
import type { Stopped } from '../stopped';
import type { Node } from '../tree';
import { originOf, placeOfNode } from './origin';

/** A value that has no parts of its own, with where it comes from in their place. */
export function withOrigin(stopped: Stopped, node: Node): Node {
  const place = placeOfNode(node);
  if (!place || node.children || node.elements) return node;
  return { ...node, children: () => originNodes(stopped, node) };
}

function originNodes(stopped: Stopped, node: Node): Node[] {
  const place = placeOfNode(node);
  return readingsOf(place ? originOf(stopped, place) : []).map(
    ({ parts, heads, first, written }) => ({
      name: parts,
      value: written ? `from ${tokenText(first.winner)}` : 'never written',
      children: () => [
        { name: 'read by', value: heads },
        { name: 'query', value: `(${first.query.join(', ')})` },
        { name: written ? 'written by' : 'nearest key', value: tokenText(first.winner) },
        { name: 'score', value: `${first.score}, ${marginText(first)}` },
      ],
    }),
  );
}
