/**
 * V8's CPU profile, which VS Code opens itself: the tokens of each function by who called it, and of each line. A
 * microsecond stands for a token, as if a sample had been taken with each.
 */
import { pathToFileURL } from 'node:url';
import type { Executed, TracePlace, TraceWriter } from './trace-writer';

interface ProfileNode {
  readonly id: number;
  readonly place: TracePlace;
  readonly children: Map<number, ProfileNode>;
  tokens: number;
  readonly byLine: Map<number, number>;
}

/** Ways to call a function that are told apart; what is called beyond them counts for its caller. */
const MOST_NODES = 100_000;
const ROOT: TracePlace = { text: '', function: '(root)', functionIndex: -2 };

export function cpuProfile(): TraceWriter {
  const nodes: ProfileNode[] = [];
  const make = (place: TracePlace): ProfileNode => {
    const id = nodes.length + 1;
    const node = { id, place, children: new Map(), tokens: 0, byLine: new Map() };
    nodes.push(node);
    return node;
  };
  const root = make(ROOT);
  /** The open frames, by depth. */
  const path: ProfileNode[] = [];
  const samples: number[] = [];
  const times: number[] = [];
  let start = 0;

  const enter = (place: TracePlace, depth: number): ProfileNode => {
    path.length = Math.min(path.length, depth + 1);
    const caller = path[Math.min(depth, path.length) - 1] ?? root;
    const known = path[depth];
    if (known?.place.functionIndex === place.functionIndex) return known;
    let node = caller.children.get(place.functionIndex);
    if (!node && nodes.length < MOST_NODES) {
      node = make(place);
      caller.children.set(place.functionIndex, node);
    }
    path[depth] = node ?? caller;
    return path[depth];
  };
  return {
    begin(from, calls) {
      start = from;
      calls.forEach(enter);
      return '';
    },
    instruction({ position, place, depth, tokens }: Executed) {
      const node = enter(place, depth);
      node.tokens += tokens.length;
      if (place.line !== undefined)
        node.byLine.set(place.line, (node.byLine.get(place.line) ?? 0) + tokens.length);
      if (samples.at(-1) !== node.id) {
        samples.push(node.id);
        times.push(position);
      }
      return '';
    },
    end(to) {
      // A sample lasts until the next one.
      if (samples.length > 0) {
        samples.push(samples[samples.length - 1]);
        times.push(to);
      }
      const timeDeltas = times.map((time, i) => time - (i === 0 ? start : times[i - 1]));
      const profile = { nodes: profileNodes(nodes), startTime: start, endTime: to };
      return JSON.stringify({ ...profile, samples, timeDeltas });
    },
  };
}

function profileNodes(nodes: readonly ProfileNode[]) {
  const scripts = new Map<string, number>();
  const scriptOf = (file: string | undefined) => {
    if (file === undefined) return '0';
    if (!scripts.has(file)) scripts.set(file, scripts.size + 1);
    return String(scripts.get(file));
  };
  return nodes.map(({ id, place, children, tokens, byLine }) => ({
    id,
    callFrame: {
      functionName: place.function,
      scriptId: scriptOf(place.file),
      url: place.file === undefined ? '' : pathToFileURL(place.file).href,
      // Counted from 0, other than in positionTicks.
      lineNumber: (place.functionLine ?? 0) - 1,
      columnNumber: place.functionLine === undefined ? -1 : 0,
    },
    hitCount: tokens,
    children: [...children.values()].map((child) => child.id),
    positionTicks: [...byLine].map(([line, ticks]) => ({ line, ticks })),
  }));
}
