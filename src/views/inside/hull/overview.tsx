/** All that there is across, and which part of it is shown. */
import { scaleLinear } from 'd3-scale';
import type { Hull } from '../../../protocol/hull-requests';
import { grouped } from '../../../protocol/numbers';
import type { Frame, Range } from './scene';

interface OverviewProps {
  readonly hull: Hull;
  readonly domain: Range;
  readonly whole: Range;
  readonly frame: Frame;
  readonly onDomain: (domain: Range) => void;
}

const HEIGHT = 22;

export function Overview({ hull, domain, whole, frame, onDomain }: OverviewProps) {
  const { left, right, width } = frame;
  const scale = scaleLinear(whole, [left, width - right]).clamp(true);
  const [x0, x1] = domain.map(scale);
  const { winner, runnerUp } = hull;
  const move = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    const { currentTarget } = event;
    const box = (currentTarget as SVGSVGElement).getBoundingClientRect();
    const half = (domain[1] - domain[0]) / 2;
    const middle = Math.min(
      Math.max(scale.invert(event.clientX - box.left), whole[0] + half),
      whole[1] - half,
    );
    onDomain([middle - half, middle + half]);
  };
  return (
    <svg
      class="overview"
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`Shown: from ${grouped(Math.ceil(domain[0]))} to ${grouped(Math.floor(domain[1]))} of ${grouped(hull.whole[0])} to ${grouped(hull.whole[1])}`}
      onPointerDown={move}
      onPointerMove={move}
    >
      <line x1={left} y1={9} x2={width - right} y2={9} />
      <rect x={x0 - 2} y={3} width={Math.max(4, x1 - x0 + 4)} height={12} rx={3} />
      {runnerUp && !runnerUp.parked && (
        <path
          class="runner-up"
          transform={`translate(${scale(runnerUp.across)},9)`}
          d="M0,-4L4,3H-4Z"
        />
      )}
      {!winner.parked && (
        <path
          class="winner"
          transform={`translate(${scale(winner.across)},9)`}
          d="M0,-5L4,0L0,5L-4,0Z"
        />
      )}
    </svg>
  );
}
