/** Whether a run says the same tokens over and over again, and nothing else ever since. */

/** Longest period that is looked for, and how often and over how many tokens it must have come again. */
const LONGEST = 256;
const TIMES = 8;
const TOKENS = 256;

/** The period of the last tokens from some index on; 0 where they do not repeat. */
export function periodOf(tokens: ArrayLike<number>, from: number): number {
  const end = tokens.length;
  for (let period = 1; period <= LONGEST; period++) {
    const wanted = Math.max(TIMES * period, TOKENS);
    if (end - wanted - period < from) return 0;
    let same = 0;
    while (same < wanted && tokens[end - 1 - same] === tokens[end - 1 - same - period]) same++;
    if (same === wanted) return period;
  }
  return 0;
}
