/** The drawing that one zooms, pans and looks around in. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Hull } from '../../../protocol/hull-requests';
import { grouped } from '../../../protocol/numbers';
import { Drawing } from './drawing';
import { Overview } from './overview';
import {
  frameOf,
  type Mark,
  nearestMark,
  type Projection,
  type Range,
  sceneOf,
  withRoom,
} from './scene';
import { useZoom } from './use-zoom';

interface PlotProps {
  readonly hull: Hull;
  readonly domain: Range;
  readonly projection: Projection;
  readonly width: number;
  readonly onDomain: (domain: Range | undefined) => void;
  /** A token's key is looked at, or none. */
  readonly onLook: (token: number | undefined) => void;
  readonly onSelect: (token: number) => void;
}

/** What a step of the keyboard zooms by, and pans by as a part of what is shown. */
const ZOOM = 1.5;
const PAN = 0.2;

const heightOf = (width: number): number => Math.min(420, Math.max(240, Math.round(width * 0.5)));

export function Plot(props: PlotProps) {
  const { hull, domain, projection, width, onDomain, onLook, onSelect } = props;
  const svg = useRef<SVGSVGElement>(null);
  const looked = useSignal<number | undefined>(undefined);
  const frame = frameOf(width, heightOf(width));
  const scene = sceneOf(hull, domain, projection, frame);
  const whole = withRoom(hull.whole);
  const zooming = useZoom(svg, domain, whole, [frame.left, width - frame.right], onDomain);
  const at = scene.marks.findIndex(({ position }) => position === looked.value);
  const mark: Mark | undefined = scene.marks[at];
  const look = (next: Mark | undefined) => {
    if (next?.position === looked.peek()) return;
    looked.value = next?.position;
    onLook(next?.position);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const winner = scene.marks.findIndex(({ position }) => position === hull.winner.place.position);
    const step = (by: number) =>
      look(scene.marks[Math.min(Math.max((at < 0 ? winner : at) + by, 0), scene.marks.length - 1)]);
    switch (event.key) {
      case '+':
      case '=':
        zooming.by(ZOOM);
        break;
      case '-':
        zooming.by(1 / ZOOM);
        break;
      case '0':
        onDomain(undefined);
        break;
      case 'ArrowLeft':
      case 'ArrowRight': {
        const by = event.key === 'ArrowLeft' ? -1 : 1;
        if (event.shiftKey) step(by);
        else zooming.pan(by * PAN);
        break;
      }
      case 'Enter':
        if (mark) onSelect(mark.position);
        break;
      case 'Escape':
        look(undefined);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const markAt = (event: MouseEvent) => {
    const box = svg.current?.getBoundingClientRect();
    return box && nearestMark(scene, event.clientX - box.left, event.clientY - box.top);
  };
  return (
    <>
      <svg
        ref={svg}
        class="plot"
        width={width}
        height={frame.height}
        tabindex={0}
        role="group"
        aria-roledescription="zoomable drawing"
        aria-label="Keys and their convex hull. Plus and minus zoom, arrows pan, 0 shows the decision, Shift and arrows go from key to key, Enter selects the token."
        onKeyDown={onKeyDown}
        onPointerMove={(event) => event.buttons === 0 && look(markAt(event))}
        onPointerLeave={() => look(undefined)}
        onClick={(event) => {
          const clicked = markAt(event);
          if (clicked) onSelect(clicked.position);
        }}
      >
        <defs>
          <marker
            id="hull-arrow"
            viewBox="0 0 10 10"
            refX="8"
            refY="5"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path class="arrow" d="M0,0L10,5L0,10Z" />
          </marker>
        </defs>
        <Drawing hull={hull} scene={scene} raw={projection === 'keys'} />
        {mark && (
          <g class="looked" transform={`translate(${mark.x},${mark.y})`}>
            <circle r={9} />
            <title>{`token ${grouped(mark.position)}`}</title>
          </g>
        )}
      </svg>
      {projection === 'scores' && (
        <Overview hull={hull} domain={domain} whole={whole} frame={frame} onDomain={onDomain} />
      )}
      <p class="visually-hidden" role="status">
        {mark ? `token ${grouped(mark.position)}, ${grouped(mark.keys)} keys` : ''}
      </p>
    </>
  );
}
