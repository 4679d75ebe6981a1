/** The keys, their hull, the query with its tangent, the winner and the runner-up. */
import { line } from 'd3-shape';
import type { Hull, HullKey } from '../../../protocol/hull-requests';
import { grouped } from '../../../protocol/numbers';
import type { Mark, Scene } from './scene';
import { axesOf, tokenText } from './words';

const path = line<readonly [number, number]>();
/** Ticks that are long as they are. */
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 6 });
/** Largest ring around a key that was written often. */
const MOST_RING = 16;
/** Marks up to which how often a key was written is told beside it. */
const FEW = 14;
/** Pixels across within which only the position of a token is told in the drawing. */
const NARROW = 560;
/** Pixels between the two lines from which on the gap is drawn. */
const LEAST_GAP = 10;
/** Marks beyond which they are drawn small. */
const MANY = 150;

const isChosen = ({ winner, runnerUp }: Hull, { position }: Mark): boolean =>
  position === winner.place.position || position === runnerUp?.place.position;

interface DrawingProps {
  readonly hull: Hull;
  readonly scene: Scene;
  readonly raw: boolean;
}

export function Drawing({ hull, scene, raw }: DrawingProps) {
  return (
    <>
      <Axes hull={hull} scene={scene} raw={raw} />
      <clipPath id="hull-plot">
        <rect
          x={scene.frame.left}
          y={0}
          width={Math.max(0, scene.frame.width - scene.frame.left - scene.frame.right)}
          height={scene.frame.height - scene.frame.bottom + 8}
        />
      </clipPath>
      <g clip-path="url(#hull-plot)">
        <Edge scene={scene} />
        <Tangents hull={hull} scene={scene} />
        {!raw && <Asked hull={hull} scene={scene} />}
        <g class={scene.marks.length > MANY ? 'dense' : undefined}>
          {scene.marks.map((mark) => (
            <KeyMark
              key={mark.index}
              mark={mark}
              rings={hull.kind !== 'flat' || raw}
              told={scene.marks.length <= FEW && !isChosen(hull, mark)}
            />
          ))}
        </g>
      </g>
      <Chosen hull={hull} scene={scene} />
    </>
  );
}

function Axes({ hull, scene, raw }: DrawingProps) {
  const { frame, across, up } = scene;
  const { left, right, top, bottom, width, height } = frame;
  const names = axesOf(hull, raw);
  const base = height - bottom;
  const [from, to] = across.domain();
  const isWhole = to - from < 1e7;
  const levels = up
    .ticks(Math.max(2, Math.floor((base - top) / 60)))
    .filter((tick) => Number.isInteger(tick) || hull.kind === 'general');
  return (
    <g class="axes">
      <line x1={left} y1={base} x2={width - right} y2={base} />
      {across
        .ticks(Math.max(2, Math.floor((width - left - right) / 90)))
        .filter((tick) => Number.isInteger(tick) || hull.kind === 'general')
        .map((tick) => (
          <g key={tick} transform={`translate(${across(tick)},${base})`}>
            <line y2={4} />
            <text y={16} text-anchor="middle">
              {isWhole ? grouped(tick) : short.format(tick)}
            </text>
          </g>
        ))}
      {levels.map((tick) => (
        <g key={tick} transform={`translate(${left},${up(tick)})`}>
          <line class="grid" x2={width - right - left} />
          <text x={-6} dy="0.32em" text-anchor="end">
            {Math.abs(tick) >= 1e5 ? short.format(tick) : grouped(tick)}
          </text>
        </g>
      ))}
      <text class="name" x={width - right} y={height - 4} text-anchor="end">
        {names.across} →
      </text>
      <text class="name" x={4} y={12}>
        ↑ {names.up}
      </text>
    </g>
  );
}

/** The inside of the hull, and its edge. */
function Edge({ scene: { edge, frame } }: { scene: Scene }) {
  if (edge.length < 2) return null;
  const base = frame.height - frame.bottom + 8;
  const inside = [...edge, [edge[edge.length - 1][0], base], [edge[0][0], base]] as typeof edge;
  return (
    <>
      <path class="inside-of-hull" d={`${path(inside) ?? ''}Z`} />
      <path class="edge" d={path(edge) ?? ''} />
    </>
  );
}

/** The lines on which all keys would score as much as the winner and as the runner-up, and the gap between them. */
function Tangents({ hull, scene }: { hull: Hull; scene: Scene }) {
  const { tangent, parallel, frame, direction } = scene;
  const isLevel = direction[0] === 0;
  const margin = hull.runnerUp?.below;
  const x = frame.width - frame.right - 12;
  const isOpen = tangent && parallel && parallel.y1 - tangent.y1 >= LEAST_GAP;
  return (
    <>
      {tangent && <line class="tangent" {...tangent} />}
      {parallel && <line class="parallel" {...parallel} />}
      {tangent && parallel && isLevel && margin !== undefined && (
        <g class="gap">
          {isOpen && (
            <path
              d={`M${x - 4},${tangent.y1}h8M${x - 4},${parallel.y1}h8M${x},${tangent.y1}V${parallel.y1}`}
            />
          )}
          <text
            x={x - 8}
            y={isOpen ? (tangent.y1 + parallel.y1) / 2 : tangent.y1 - 9}
            dy="0.32em"
            text-anchor="end"
          >
            margin {grouped(margin)}
          </text>
        </g>
      )}
    </>
  );
}

/** Where the query would find its key exactly. */
function Asked({ hull: { kind, query }, scene: { across, frame } }: { hull: Hull; scene: Scene }) {
  if (kind !== 'addresses' && kind !== 'positions') return null;
  const [from, to] = across.domain();
  if (query[0] < from || query[0] > to) return null;
  const x = across(query[0]);
  return <line class="asked" x1={x} y1={frame.top - 30} x2={x} y2={frame.height - frame.bottom} />;
}

/** A ring tells how many tokens have the same key, all but the latest of which are dead. */
interface KeyMarkProps {
  readonly mark: Mark;
  readonly rings: boolean;
  readonly told: boolean;
}

function KeyMark({ mark, rings, told }: KeyMarkProps) {
  const { x, y, kind, tokens } = mark;
  const ring = rings && tokens > 1 ? Math.min(MOST_RING, 4 + 1.4 * Math.log2(tokens)) : 0;
  return (
    <g transform={`translate(${x},${y})`}>
      {ring > 0 && kind === 'corner' && <circle class="dead" r={ring} />}
      <path class={kind} d={SHAPES[kind]} />
      {told && ring > 0 && (
        <text class="times" y={ring + 11} text-anchor="middle">
          ×{grouped(tokens)}
        </text>
      )}
    </g>
  );
}

const SHAPES: Readonly<Record<Mark['kind'], string>> = {
  corner: 'M-3.5,0a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0Z',
  several: 'M-3,-3h6v6h-6Z',
  inside: 'M-3,-3L3,3M-3,3L3,-3',
  dead: 'M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z',
};

/** The winner with the query's arrow, and the runner-up, with their tokens. */
function Chosen({ hull, scene }: { hull: Hull; scene: Scene }) {
  const { winner, runnerUp, frame, direction } = scene;
  const shortOf = ({ place }: HullKey) =>
    frame.width < NARROW ? `token ${grouped(place.position)}` : tokenText(place);
  return (
    <>
      {runnerUp && hull.runnerUp && (
        <g class="runner-up">
          <path transform={`translate(${runnerUp})`} d="M0,-7L6.5,5H-6.5Z" />
          <Label
            at={runnerUp}
            dy={runnerUp[1] > frame.height - frame.bottom - 30 ? -14 : 20}
            width={frame.width}
            text={`runner-up: ${shortOf(hull.runnerUp)}`}
          />
        </g>
      )}
      {winner && (
        <g class="winner">
          <g class="query">
            <path
              d={`M${winner}l${34 * direction[0]},${34 * direction[1]}`}
              marker-end="url(#hull-arrow)"
            />
          </g>
          <path transform={`translate(${winner})`} d="M0,-8L7,0L0,8L-7,0Z" />
          <Label
            at={winner}
            dy={-42}
            width={frame.width}
            text={`winner: ${shortOf(hull.winner)}`}
          />
        </g>
      )}
    </>
  );
}

interface LabelProps {
  readonly at: readonly [number, number];
  readonly dy: number;
  readonly width: number;
  readonly text: string;
}

/** A text beside a place, on the side on which there is room. */
function Label({ at: [x, y], dy, width, text }: LabelProps) {
  const anchor = x < width / 3 ? 'start' : x > (2 * width) / 3 ? 'end' : 'middle';
  const shift = anchor === 'start' ? -8 : anchor === 'end' ? 8 : 0;
  return (
    <text x={Math.min(Math.max(x + shift, 4), width - 4)} y={y + dy} text-anchor={anchor}>
      {text}
    </text>
  );
}
