/** What the timeline says in words. */
import { grouped } from '../../protocol/numbers';
import type { Timeline } from '../../protocol/travel';
import type { Mark } from './marks';
import { byShare, COLOURS, OTHER, type Palette } from './palette';
import type { Theme } from './theme';

/** The moment under the pointer, or else the present one. */
export function readout(
  timeline: Timeline,
  pointed: { readonly position: number; readonly mark?: Mark } | undefined,
): string {
  const { now, end } = timeline;
  if (!pointed) return `Token ${grouped(now)} of ${grouped(end)}${placeText(timeline, now)}`;
  const mark = pointed.mark ? ` — ${pointed.mark.label}` : '';
  const place = placeText(timeline, pointed.position);
  return `Go to token ${grouped(pointed.position)}${place}${mark}`;
}

/** The same for a screen reader, which has no picture beside it. */
export function valueText(timeline: Timeline): string {
  const { begin, end, now } = timeline;
  const share = Math.round((100 * (now - begin)) / Math.max(end - begin, 1));
  return `token ${grouped(now)} of ${grouped(end)}, ${share} %${placeText(timeline, now)}`;
}

/** A part of several tokens is told as a whole: which of its functions a token belongs to is not known here. */
function placeText({ from, to, depth, busiest, functions }: Timeline, position: number): string {
  const at = Math.floor(((position - from) / Math.max(to - from, 1)) * depth.length);
  const part = Math.min(at, depth.length - 1);
  const name = functions[busiest[part]];
  if (name === undefined) return '';
  return to - from <= depth.length
    ? `, ${name}, depth ${depth[part]}`
    : `, around it mostly ${name}, up to depth ${depth[part]}`;
}

/** Swatches and names of the functions that are shown, the busiest first. */
export function legendEntries(
  { busiest, functions }: Timeline,
  palette: Palette,
  theme: Theme,
): Node[] {
  const shown = byShare(busiest).map((index) => functions[index]);
  const named = shown.filter((name) => palette.of(name) !== OTHER).slice(0, COLOURS);
  const entries = named.map((name) => entry(name, theme.functions[palette.of(name)]));
  const others = shown.length - named.length;
  if (others > 0) entries.push(entry(`${others} more`, theme.functions[OTHER]));
  return entries;
}

function entry(name: string, colour: string): HTMLElement {
  const item = document.createElement('li');
  const swatch = document.createElement('span');
  swatch.className = 'swatch';
  swatch.style.backgroundColor = colour;
  item.append(swatch, name);
  return item;
}
