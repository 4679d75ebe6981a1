/** Graphs that were asked for one after another as one, and what of it is seen. */
import type { UpstreamEdge, UpstreamNode, UpstreamPart } from '../../../protocol/upstream-requests';

export type Nodes = ReadonlyMap<string, UpstreamNode>;

/** What of a graph is seen, and below which of these nodes nothing is. */
export interface Seen {
  readonly nodes: Nodes;
  readonly closed: ReadonlySet<string>;
}

/** What leads from one node to another; a decision has none to it. */
export interface Link extends UpstreamEdge {
  readonly to: string;
  readonly role: UpstreamPart['role'];
}

const edgesOf = ({ parts }: UpstreamNode): number =>
  parts.reduce((count, { edges }) => count + edges.length, 0);

/** Edges of a node that are not shown yet. */
export const foldedIn = ({ parts }: UpstreamNode): number =>
  parts.reduce((count, { folded }) => count + folded.count, 0);

/** All nodes; of one that is in several graphs, as that one has it which shows most. */
export function merged(graphs: readonly (readonly UpstreamNode[])[]): Nodes {
  const nodes = new Map<string, UpstreamNode>();
  for (const node of graphs.flat()) {
    const known = nodes.get(node.id);
    if (!known || edgesOf(node) > edgesOf(known)) nodes.set(node.id, node);
  }
  return nodes;
}

/** The edges into a node whose other ends are there. */
export function linksInto(nodes: Nodes, node: UpstreamNode): Link[] {
  return node.parts.flatMap(({ role, edges }) =>
    edges.flatMap((edge) => (nodes.has(edge.from) ? [{ ...edge, role, to: node.id }] : [])),
  );
}

/** The nodes that are reached from the root without passing one that is closed. */
export function seen(nodes: Nodes, root: string, closed: ReadonlySet<string>): Nodes {
  const found = new Map<string, UpstreamNode>();
  const visit = (id: string) => {
    const node = nodes.get(id);
    if (!node || found.has(id)) return;
    found.set(id, node);
    if (!closed.has(id)) for (const { from } of linksInto(nodes, node)) visit(from);
  };
  visit(root);
  return found;
}
