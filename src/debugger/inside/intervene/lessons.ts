/** What experiments are called, and what one may learn from them. */

/** What is lost without what a lookup reads. */
const LOST: Readonly<Record<string, string>> = {
  locals:
    'Locals and globals are nowhere but in the KV cache: this head finds where one was written last.',
  stack:
    'The operand stack is nowhere but in the KV cache: this head finds where its top was written.',
  'memory 0': 'The memory is nowhere but in the KV cache: this head finds who wrote a byte last.',
  returns: 'Where to return to is kept by the call in the KV cache: this head finds it.',
};

export const lesson = {
  blinded: (head: string, lookup: string) => ({
    title: `Ablate ${head}`,
    lesson: `${LOST[lookup]} Without it the same line computes with something else, and you see with what.`,
  }),
  forced: (second: string, first: string) => ({
    title: `Say “${second}” in place of “${first}”`,
    lesson:
      'What is written is the state: there is no other. After one token that is another, see how far the run follows it, and whether it finds back.',
  }),
  unsaid: (token: string, slot: number, name: string) => ({
    title: `Take away one weight of “${token}”`,
    lesson: `The unembedding of “${token}” at slot ${slot}${name && ` (${name})`} decides that it is said here. With 0 in its place, see what is said instead, here and from here on.`,
  }),
};
