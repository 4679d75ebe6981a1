/** An averaging head whose query is (0, 0): all keys tie, so what it averages is shown. */
import { scaleLog, scaleSymlog } from 'd3-scale';
import type { Average, Hull } from '../../../protocol/hull-requests';
import { grouped } from '../../../protocol/numbers';
import { frameOf } from './scene';
import { counted } from './words';

interface MeanProps {
  readonly hull: Hull;
  readonly names: readonly string[];
  readonly width: number;
}

const HEIGHT = 250;
/** Powers of ten are told on both axes. */
const POWERS = [-1e6, -1e5, -1e4, -1000, -100, -10, -1, 0, 1, 10, 100, 1000, 1e4, 1e5, 1e6];

export function Mean({ hull, names, width }: MeanProps) {
  return (
    <>
      {hull.averages.map((average) => (
        <Values
          key={average.dimension}
          average={average}
          hull={hull}
          name={names[average.dimension]}
          width={width}
        />
      ))}
    </>
  );
}

interface ValuesProps {
  readonly average: Average;
  readonly hull: Hull;
  readonly name: string;
  readonly width: number;
}

/** How many tokens have each value, and their mean. */
function Values({ average: { mean, sum, values }, hull, name, width }: ValuesProps) {
  const frame = { ...frameOf(width, HEIGHT), top: 56 };
  const base = HEIGHT - frame.bottom;
  const low = Math.min(-1, values[0]?.value ?? 0);
  const high = Math.max(1, values.at(-1)?.value ?? 0);
  const across = scaleSymlog([low, high], [frame.left + 10, width - frame.right - 10]);
  const most = Math.max(10, ...values.map(({ tokens }) => tokens));
  const up = scaleLog([0.7, most], [base, frame.top]);
  const at = across(mean);
  let last = Number.NEGATIVE_INFINITY;
  const ticks = [...new Set([low, ...POWERS])]
    .sort((a, b) => a - b)
    .filter((power) => {
      if (power < low || power > high || across(power) < last + 34) return false;
      last = across(power);
      return true;
    });
  return (
    <svg
      class="mean"
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`${name}: mean ${grouped(mean)} of ${counted(hull.tokens, 'token')}`}
    >
      <g class="axes">
        <line x1={frame.left} y1={base} x2={width - frame.right} y2={base} />
        {ticks.map((tick) => (
          <text key={tick} x={across(tick)} y={base + 16} text-anchor="middle">
            {grouped(tick)}
          </text>
        ))}
        {POWERS.filter((power) => power >= 1 && power <= most).map((power) => (
          <g key={power} transform={`translate(${frame.left},${up(power)})`}>
            <line class="grid" x2={width - frame.right - frame.left} />
            <text x={-6} dy="0.32em" text-anchor="end">
              {grouped(power)}
            </text>
          </g>
        ))}
        <text class="name" x={4} y={12}>
          ↑ tokens
        </text>
        <text class="name" x={width - frame.right} y={HEIGHT - 4} text-anchor="end">
          what a token adds to {name} →
        </text>
      </g>
      {values.map(({ value, tokens, position }) => (
        <g key={value} class="value">
          <title>{`${grouped(value)}: ${counted(tokens, 'token')}, the latest ${grouped(position)}`}</title>
          <line x1={across(value)} y1={base} x2={across(value)} y2={up(tokens)} />
          <circle cx={across(value)} cy={up(tokens)} r={3} />
        </g>
      ))}
      <g class="winner">
        <line class="asked" x1={at} y1={frame.top - 22} x2={at} y2={base} />
        <path transform={`translate(${at},${frame.top - 22})`} d="M0,8L-6,-3H6Z" />
        <text
          x={Math.min(Math.max(at, 4), width - 4)}
          y={frame.top - 30}
          text-anchor={at < width / 3 ? 'start' : at > (2 * width) / 3 ? 'end' : 'middle'}
        >
          {`mean ${grouped(mean)} = ${grouped(sum)} / ${grouped(hull.tokens)}`}
        </text>
      </g>
    </svg>
  );
}
