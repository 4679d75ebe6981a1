/** How strong the colour of a number is: its logarithm, since slots hold bits and numbers beyond 2^52 side by side. */
import { scaleSymlog } from 'd3-scale';

/** Shades of either sign. */
export const SHADES = 8;
/** Where the strongest begins. */
const LARGEST = 2 ** 52;

const strength = scaleSymlog().domain([0, LARGEST]).range([0, SHADES]).clamp(true);

/** From -SHADES to SHADES; 0 for 0 alone. */
export function shadeOf(number: number): number {
  if (number === 0) return 0;
  return Math.sign(number) * Math.max(1, Math.ceil(strength(Math.abs(number))));
}

/** How opaque a shade is: the faintest can still be told from nothing. */
export const opacityOf = (shade: number): number => 0.15 + (0.85 * Math.abs(shade)) / SHADES;

/** The least number of a shade, as a power of two. */
export const leastOf = (shade: number): number =>
  shade <= 1 ? 0 : Math.round(Math.log2(strength.invert(shade - 1) + 1));
