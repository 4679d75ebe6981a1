/** The live line on a terminal's stderr, and other lines for a person. */
import type { Progress } from './session';

const INTERVAL = 200;

const count = (n: number) => Math.round(n).toLocaleString('en-US');

function text({ tokens, instructions, seconds }: Progress): string {
  const rate = (n: number) => (seconds > 0 ? count(n / seconds) : '0');
  return (
    `${count(tokens)} tokens (${rate(tokens)}/s), ` +
    `${count(instructions)} instructions (${rate(instructions)}/s)`
  );
}

export type Meter = ReturnType<typeof createMeter>;

/** Writes to stderr; without `live` only whole lines. */
export function createMeter(live: boolean) {
  let last = 0;
  let shown = false;
  /** Whether the program has left the terminal in the middle of a line. */
  let midline = false;
  const clear = () => {
    if (shown) process.stderr.write('\r\x1b[K');
    shown = false;
  };
  const say = (line: string) => {
    if (!live || midline) return;
    process.stderr.write(`\r\x1b[K${line}`);
    shown = true;
  };
  return {
    clear,
    say,
    show(progress: Progress) {
      const now = performance.now();
      if (now - last < INTERVAL) return;
      last = now;
      say(text(progress));
    },
    /** The program is about to write; `endsLine`: whether it then stands at the beginning of a line. */
    makeRoom(endsLine: boolean) {
      clear();
      midline = !endsLine;
    },
    line(line: string) {
      clear();
      process.stderr.write(`${line}\n`);
    },
    summary(progress: Progress) {
      const { tokens, instructions, seconds } = progress;
      const economy = instructions > 0 ? (tokens / instructions).toFixed(3) : '–';
      process.stderr.write(
        `${text(progress)}, ${economy} tokens an instruction, ${seconds.toFixed(2)} s\n`,
      );
    },
  };
}
