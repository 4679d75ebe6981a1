/** Which tokens are exported: stretches of the run, since attention is told for each by itself. */

/** Tokens of a stretch, and stretches: some 5,000 tokens in all, which makes a few megabytes. */
const LENGTH = 256;
const MOST = 20;

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** All of [from, to) if that is little, or else stretches spread over it, the first and the last among them. */
export function windowsOf(from: number, to: number): Window[] {
  const total = to - from;
  const count = Math.min(MOST, Math.ceil(total / LENGTH));
  const length = Math.min(LENGTH, total);
  const last = total - length;
  const step = total <= MOST * LENGTH ? LENGTH : last / (MOST - 1);
  return Array.from({ length: count }, (_, i) => {
    const begin = from + Math.round(i * step);
    return { from: begin, to: Math.min(to, begin + length) };
  });
}
