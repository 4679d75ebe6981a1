/** Between tokens and pixels: which part of the run is shown, and how it is zoomed and moved. */

/** Tokens [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** So many tokens are shown at least: single ones can be told apart then. */
const LEAST = 24;

export const lengthOf = ({ from, to }: Span): number => to - from;

export function toPixel(span: Span, width: number, token: number): number {
  return ((token - span.from) / Math.max(lengthOf(span), 1)) * width;
}

/** The token at a pixel; it may lie outside of the span, as the pixel may. */
export function toToken(span: Span, width: number, pixel: number): number {
  return span.from + Math.floor((pixel / Math.max(width, 1)) * lengthOf(span));
}

/** Shows `factor` times as many tokens; the one at `about` stays where it is on the screen. */
export function zoom(span: Span, whole: Span, factor: number, about: number): Span {
  const length = Math.max(Math.round(lengthOf(span) * factor), LEAST);
  const share = (about - span.from) / Math.max(lengthOf(span), 1);
  const from = Math.round(about - share * length);
  return within({ from, to: from + length }, whole);
}

export function pan(span: Span, whole: Span, tokens: number): Span {
  const by = Math.round(tokens);
  return within({ from: span.from + by, to: span.to + by }, whole);
}

/** The same span where the token is in it, and else one of the same length around it. */
export function including(span: Span, whole: Span, token: number): Span {
  if (span.from <= token && token < span.to) return within(span, whole);
  return pan(span, whole, token - span.from - lengthOf(span) / 2);
}

/** As long as before, if the whole is as long, and not beyond its ends. */
function within(span: Span, whole: Span): Span {
  const length = Math.min(lengthOf(span), lengthOf(whole));
  const from = Math.min(Math.max(span.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** Round numbers within the span, at least `gap` pixels apart. */
export function ticks(span: Span, width: number, gap: number): number[] {
  const least = (lengthOf(span) * gap) / Math.max(width, 1);
  const decade = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const step = [1, 2, 5, 10].map((n) => n * decade).find((n) => n >= least) ?? 10 * decade;
  const found: number[] = [];
  for (let at = Math.ceil(span.from / step) * step; at < span.to; at += step) found.push(at);
  return found;
}
