/** Where the nodes and edges of the graph lie: the decision on top, and below each node what it was computed from. */
import { Graph, layout } from '@dagrejs/dagre';
import { curveBasis, line } from 'd3-shape';
import { grouped } from '../../../protocol/numbers';
import type { UpstreamNode } from '../../../protocol/upstream-requests';
import { type Link, linksInto, type Seen } from './merge';
import { partOf, titleOf, whereOf } from './words';

export interface Box {
  readonly node: UpstreamNode;
  /** Its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

export interface Line {
  readonly link: Link;
  /** Of the largest number into the same node in the same role, from 0 to 1. */
  readonly share: number;
  readonly path: string;
  /** Where its number stands. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** Of a letter, about; the title is bold, in which digits are the widest. */
const LETTER = 6.3;
const BOLD = 6.7;
const BOLD_DIGIT = 7.8;
/** Beside the text, with what folds and unfolds. */
const BESIDE = 18;
const FOLD = 16;
const LONGEST = 34;
const HEIGHT = 52;
/** Of the number of an edge, which has room of its own between its nodes. */
const LABEL = 14;
const SPACES = { nodesep: 14, edgesep: 14, ranksep: 28, marginx: 8, marginy: 8 };

const curve = line<{ x: number; y: number }>(
  ({ x }) => x,
  ({ y }) => y,
).curve(curveBasis);

/** Takes longer than a frame where there are many nodes: pages leave it to `layout-worker.ts`. */
export function drawingOf({ nodes, closed }: Seen): Drawing {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', ...SPACES });
  const links = [...nodes.values()].flatMap((node) =>
    closed.has(node.id) ? [] : linksInto(nodes, node),
  );
  const lines = new Map<string, readonly string[]>();
  for (const node of nodes.values()) {
    const texts = [titleOf(node), partOf(node), whereOf(node)].map(short);
    lines.set(node.id, texts);
    const [title, part, where] = texts;
    const width = Math.max(bold(title), part.length * LETTER, where.length * LETTER + FOLD);
    graph.setNode(node.id, { width: BESIDE + width, height: HEIGHT });
  }
  const labels = links.map(labelOf);
  links.forEach(({ to, from }, i) => {
    const room = { width: labels[i].length * LETTER, height: LABEL, labelpos: 'c' };
    graph.setEdge(to, from, room, String(i));
  });
  layout(graph);
  const shares = sharesOf(links);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    boxes: [...nodes.values()].map((node) => {
      const { x, y, width, height } = graph.node(node.id);
      const corner = { x: x - width / 2, y: y - height / 2, width, height };
      return { node, ...corner, lines: lines.get(node.id) ?? [] };
    }),
    lines: links.map((link, i) => {
      const { points, x, y } = graph.edge({ v: link.to, w: link.from, name: String(i) });
      return { link, share: shares(link), path: curve(points) ?? '', x, y, label: labels[i] };
    }),
  };
}

/** How large a link is beside the largest into the same node in the same role. */
function sharesOf(links: readonly Link[]): (link: Link) => number {
  const together = ({ to, role }: Link) => `${to} ${role}`;
  const largest = new Map<string, number>();
  for (const link of links) {
    const key = together(link);
    largest.set(key, Math.max(largest.get(key) ?? 0, Math.abs(link.number)));
  }
  return (link) => Math.abs(link.number) / (largest.get(together(link)) || 1);
}

/** What an edge adds, with its sign; what it does where it does not add. */
function labelOf({ role, number }: Link): string {
  if (role === 'gate') return `gate ${grouped(number)}`;
  if (role === 'query') return `asks ${grouped(number)}`;
  if (role === 'key') return `key ${grouped(number)}`;
  return number < 0 ? `−${grouped(-number)}` : `+${grouped(number)}`;
}

const bold = (text: string) =>
  text.length * BOLD + text.replace(/\D/g, '').length * (BOLD_DIGIT - BOLD);

const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
