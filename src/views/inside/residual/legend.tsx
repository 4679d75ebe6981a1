/** What the colours and outlines of the heat map mean. */
import { leastOf, opacityOf, SHADES } from './colours';

const SIZE = 14;
/** For the numbers at both ends. */
const MARGIN = 16;

export function Legend({ difference }: { readonly difference: boolean }) {
  const shades = Array.from({ length: 2 * SHADES + 1 }, (_, i) => i - SHADES);
  const label = (shade: number) => {
    const least = leastOf(Math.abs(shade));
    const size = Math.abs(shade) <= 1 ? '1' : `2^${least}`;
    return shade === 0 ? '0' : shade < 0 ? `−${size}` : size;
  };
  return (
    <figure class="legend" aria-label="Legend">
      <figcaption>
        {difference ? 'Difference to the other token' : 'Value'}, on a logarithmic scale of either
        sign
      </figcaption>
      <svg width={shades.length * SIZE + 2 * MARGIN} height={SIZE + 14} aria-hidden="true">
        {shades.map((shade, i) => (
          <g key={shade} transform={`translate(${i * SIZE + MARGIN} 1)`}>
            <rect
              class={shade < 0 ? 'less' : 'more'}
              width={SIZE}
              height={SIZE - 2}
              fill-opacity={shade === 0 ? 0 : opacityOf(shade)}
            />
            {shade < 0 && <path class="sign" d={`M3 ${SIZE / 2 - 1}h${SIZE - 6}`} />}
            {shade % SHADES === 0 || Math.abs(shade) === SHADES / 2 ? (
              <text x={SIZE / 2} y={SIZE + 9} text-anchor="middle">
                {label(shade)}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      <span class="keys">
        <svg width="12" height="12" aria-hidden="true">
          <rect class="written" x="1" y="1" width="10" height="10" />
        </svg>
        written by this part
        <svg width="12" height="12" aria-hidden="true">
          <rect width="12" height="12" fill="url(#residual-free)" />
        </svg>
        free
      </span>
    </figure>
  );
}
