/** The graph as a drawing. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Box, Drawing, Line } from './layout';
import { foldedIn } from './merge';
import { partOf, titleOf, whereOf } from './words';

interface Props {
  readonly drawing: Drawing;
  readonly zoom: number;
  readonly focused: string;
  readonly closed: ReadonlySet<string>;
  readonly choose: (id: string) => void;
  readonly toggle: (id: string) => void;
}

export function Graph({ drawing, zoom, ...props }: Props) {
  const { width, height, boxes, lines } = drawing;
  const frame = useSteadyFrame(drawing, zoom, props.focused);
  return (
    <div class="graph" ref={frame}>
      <svg
        data-picture="upstream"
        width={width * zoom}
        height={height * zoom}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Graph of ${boxes.length} nodes: the tree tells the same, and is moved in by the arrows`}
      >
        {lines.map((line, i) => (
          <Edge key={i} line={line} />
        ))}
        {boxes.map((box) => (
          <Node key={box.node.id} box={box} {...props} />
        ))}
      </svg>
    </div>
  );
}

/** Scrolls so that the focused node stays where it was, and a new graph begins with its first node. */
function useSteadyFrame(drawing: Drawing, zoom: number, focused: string) {
  const frame = useRef<HTMLDivElement>(null);
  const before = useRef<{ drawing: Drawing; zoom: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return;
    /** Where a box lies in what is scrolled; a graph that is narrower than its frame stands in the middle. */
    const cornerOf = ({ width }: Drawing, zoom: number, { x, y }: Box) => ({
      left: x * zoom + Math.max(0, (current.clientWidth - width * zoom) / 2),
      top: y * zoom,
    });
    const find = ({ boxes }: Drawing) => boxes.find(({ node }) => node.id === focused);
    const old = before.current && find(before.current.drawing);
    const now = find(drawing);
    if (before.current && old && now) {
      const from = cornerOf(before.current.drawing, before.current.zoom, old);
      const to = cornerOf(drawing, zoom, now);
      current.scrollLeft += to.left - from.left;
      current.scrollTop += to.top - from.top;
    } else {
      const [root] = drawing.boxes;
      const { left } = cornerOf(drawing, zoom, root);
      current.scrollTo(left + (root.width * zoom - current.clientWidth) / 2, 0);
    }
    before.current = { drawing, zoom };
  }, [drawing, zoom]);
  return frame;
}

/** As wide as its share of what the node is the sum of. */
function Edge({ line: { link, share, path, x, y, label } }: { line: Line }) {
  const sign = link.role === 'sum' ? (link.number < 0 ? 'less' : 'more') : link.role;
  return (
    <g class={`edge ${sign}`}>
      <path d={path} stroke-width={1 + 3 * share} />
      <text x={x} y={y + 4} text-anchor="middle">
        {label}
      </text>
    </g>
  );
}

const CORNERS = { decision: 14, head: 2, neurons: 8, sum: 0, embedding: 2 } as const;

function Node({
  box,
  focused,
  closed,
  choose,
  toggle,
}: Omit<Props, 'drawing' | 'zoom'> & { box: Box }) {
  const { node, x, y, width, height, lines } = box;
  const isClosed = closed.has(node.id);
  const folded = foldedIn(node);
  return (
    <g
      class={`node ${node.is}${node.id === focused ? ' focused' : ''}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabindex={-1}
      onClick={() => choose(node.id)}
    >
      <title>{`${titleOf(node)}\n${partOf(node)}\n${whereOf(node)}`}</title>
      <rect width={width} height={height} rx={CORNERS[node.is]} />
      <text>
        {lines.map((text, i) => (
          <tspan key={i} class={i === 0 ? 'title' : undefined} x={9} y={15 + 15 * i}>
            {text}
          </tspan>
        ))}
      </text>
      {node.parts.length > 0 && (folded > 0 || node.is !== 'decision') && (
        <g
          class="fold"
          role="button"
          tabindex={-1}
          transform={`translate(${width - 9} ${height - 9})`}
          onClick={(event) => {
            event.stopPropagation();
            toggle(node.id);
          }}
        >
          <title>
            {isClosed
              ? 'Show what it was computed from'
              : folded > 0
                ? `Show ${folded} more`
                : 'Fold'}
          </title>
          <circle r={7} />
          <path d={isClosed || folded > 0 ? 'M-4 0h8M0 -4v8' : 'M-4 0h8'} />
        </g>
      )}
    </g>
  );
}
