/** The upstream graph of a decision, folded to the nodes that matter most. */
import type { Upstream, UpstreamNode, UpstreamPart } from '../../protocol/upstream-requests';
import type { Stopped } from '../stopped';
import type { Term } from './forms';
import { finalStream, logitsOf, ranked } from './lens';
import { UpstreamNodes, type WholeNode, type WholePart } from './upstream-nodes';
import { wordsOf } from './upstream-words';

/** How much of a node's weight goes to a part of it. */
const ROLES = { sum: 1, gate: 0.25, query: 0.4, key: 0.02, mean: 0 } as const;
/**
 * What chooses a circuit is asked for last, and what adds nothing after what adds something: what saturates, and, where
 * there is room, what a head found to be 0.
 */
const CONTROL = 0.02;
const SATURATED = 0.5;
const ZERO = 0.1;
/** With every step away from the decision less matters. */
const STEP = 0.9;

/** An edge that may be shown, and how much it matters. */
interface Candidate {
  readonly term: Term;
  readonly weight: number;
}

export interface Asked {
  readonly position: number;
  readonly against?: number;
  readonly node?: string;
  readonly most: number;
}

export function upstreamOf(stopped: Stopped, { position, against, node, most }: Asked): Upstream {
  const nodes = new UpstreamNodes(stopped);
  const { model } = nodes.passes;
  const logits = logitsOf(model, finalStream(model, nodes.passes.at(position)));
  const [chosen, next] = ranked(logits, 2);
  const other = against ?? next;
  const root = node === undefined ? nodes.decision(position, chosen, other) : nodes.node(node);
  const graph = grow(nodes, root, most, node !== undefined);
  const guess = (token: number) => ({
    token,
    text: model.tokens[token].text,
    logit: logits[token],
  });
  return {
    chosen: guess(chosen),
    against: guess(other),
    words: wordsOf({
      chosen: guess(chosen),
      against: guess(other),
      came: tokenAfter(stopped, position),
      decision: nodes.decision(position, chosen, other),
      graph,
    }),
    root: root.id,
    nodes: graph,
  };
}

/** The token that came, where one is recorded. */
function tokenAfter({ context }: Stopped, position: number): string | undefined {
  if (position + 1 >= context.recorded) return undefined;
  return context.model.tokens[context.token(position + 1)].text;
}

/** Takes in node after node, the one that matters most first; with `all`, first what the root is made of. */
function grow(nodes: UpstreamNodes, root: WholeNode, most: number, all: boolean): UpstreamNode[] {
  const whole = new Map([[root.id, root]]);
  const shown = new Set<Term>();
  const waiting = candidates(root, 1).map(({ term, weight }) => ({
    term,
    weight: all ? 1 + weight : weight,
  }));
  while (waiting.length > 0) {
    const best = waiting.reduce((a, b) => (b.weight > a.weight ? b : a));
    waiting.splice(waiting.indexOf(best), 1);
    const { from } = best.term;
    if (!whole.has(from)) {
      if (whole.size >= most) continue;
      const node = nodes.node(from);
      whole.set(from, node);
      waiting.push(...candidates(node, Math.min(best.weight, 1) * STEP));
    }
    shown.add(best.term);
  }
  return [...whole.values()].map((node) => ({
    ...node,
    parts: node.parts.map((part) => folded(part, shown)),
  }));
}

/** The edges into a node; the largest of a part counts as much as the part. */
function candidates({ parts }: WholeNode, weight: number): Candidate[] {
  return parts.flatMap((part) => {
    const largest = Math.max(
      ...part.terms.map(({ number, control }) => (control ? 0 : Math.abs(number))),
    );
    return part.terms.map((term) => ({ term, weight: weight * share(part, term, largest) }));
  });
}

function share(part: WholePart, { value, number, control }: Term, largest: number): number {
  if (control) return ROLES[part.role] * CONTROL;
  if (value === 0) return ROLES[part.role] * ZERO;
  if (number === 0) return ROLES[part.role] * SATURATED;
  return ROLES[part.role] * (Math.abs(number) / largest);
}

function folded({ terms, ...part }: WholePart, shown: ReadonlySet<Term>): UpstreamPart {
  const edges = terms.filter((term) => shown.has(term));
  const others = terms.filter((term) => !shown.has(term));
  const sum = (list: readonly Term[]) => list.reduce((total, { number }) => total + number, 0);
  const number = sum(others);
  return {
    ...part,
    edges,
    folded: { count: others.length, number },
    rounding: part.role === 'mean' ? 0 : part.sum - (sum(edges) + number + part.constant),
  };
}
