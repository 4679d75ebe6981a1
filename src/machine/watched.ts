/** The taps that tell where a program stands: the position of the next instruction, and how many calls deep. */
export const WATCHED = ['pc', 'call depth'] as const;
