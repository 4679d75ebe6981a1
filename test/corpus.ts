/**
 * The corpus: small programs that say what they do on V8 in a file beside them, so that every way of running a
 * program can be judged by them.
 *
 * `name.c` or `name.wat` may have `name.c.stdin`, and first lines with arguments, `// args: one two`, and an environment,
 * `// env: NAME=value`. In `name.c.expected` stands what it writes to stdout and, as the last line, how it ends: `[exit 0]` or
 * `[trap: unreachable]`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterpreter } from '../src/program/interpret';
import type { Program } from '../src/program/program';

const FOLDER = path.join(__dirname, 'corpus');

export interface Case {
  /** File name. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** The environment, `NAME=value`. */
  readonly env: readonly string[];
  readonly stdin: Uint8Array;
  /** Contents of the `.expected` file. */
  readonly expected: string;
}

/** The programs of a folder. */
export const casesIn = (folder: string): Case[] =>
  readdirSync(folder)
    .filter((name) => /\.(c|wat)$/.test(name))
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      const read = (ending: string) =>
        existsSync(file + ending) ? readFileSync(file + ending) : Buffer.alloc(0);
      const source = readFileSync(file, 'utf8');
      const words = (what: string) =>
        (new RegExp(`^// ${what}: (.*)$`, 'm').exec(source)?.[1] ?? '')
          .split(' ')
          .filter((word) => word !== '');
      return {
        name,
        file,
        args: words('args'),
        env: words('env'),
        stdin: read('.stdin'),
        expected: read('.expected').toString('latin1'),
      };
    });

export const CASES: readonly Case[] = casesIn(FOLDER);

/** What came of a run. */
export interface Outcome {
  readonly stdout: Uint8Array;
  /** As a shell sees it, 0 to 255; `undefined` after a trap. */
  readonly exit?: number;
  readonly trap?: string;
}

/** An outcome in the form of an `.expected` file. */
export function transcript({ stdout, exit, trap }: Outcome): string {
  const end = trap === undefined ? `[exit ${exit}]` : `[trap: ${trap}]`;
  const text = Buffer.from(stdout).toString('latin1');
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${end}\n`;
}

/** The bytes of the streams `args` and `environment`: number and size of the strings, then the strings. */
export function stringBytes(strings: readonly string[]): Uint8Array {
  const text = Buffer.from(strings.map((string) => `${string}\0`).join(''));
  const header = Buffer.alloc(8);
  header.writeUInt32LE(strings.length, 0);
  header.writeUInt32LE(text.length, 4);
  return Buffer.concat([header, text]);
}

export interface Run extends Outcome {
  /** Machine instructions executed, and the instructions of the original module among them. */
  readonly executed: number;
  readonly counted: number;
}

/** A reading of the clock: nanoseconds since 1970 in eight bytes. */
function momentBytes(milliseconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(milliseconds) * 1_000_000n);
  return bytes;
}

/** What a host gives a program: every reading of the clock is a millisecond later, random bytes are a fixed sequence. */
export function inputsOf({ args = [], env = [], stdin = new Uint8Array() }: Partial<Case>) {
  const strings = { args: stringBytes(['program', ...args]), environment: stringBytes(env) };
  const taken = { stdin: 0, args: 0, environment: 0, clock: 0, random: 0 };
  return (stream: keyof typeof taken): number | undefined => {
    const at = taken[stream]++;
    if (stream === 'stdin') return stdin[at];
    if (stream === 'args' || stream === 'environment')
      return strings[stream][at % strings[stream].length];
    if (stream === 'clock') return momentBytes(Math.floor(at / 8))[at % 8];
    return (at * 37) & 0xff;
  };
}

/** Runs a program on the interpreter. */
export function interpret(
  program: Program,
  given: Partial<Case> = {},
  limit = Number.POSITIVE_INFINITY,
): Run {
  const stdout: number[] = [];
  const interpreter = createInterpreter(program, {
    output: (stream, byte) => {
      if (stream === 'stdout') stdout.push(byte);
    },
    input: inputsOf(given),
  });
  while (interpreter.stopped === undefined && interpreter.executed < limit) interpreter.step();
  const { stopped, exitStatus = 0, executed, counted } = interpreter;
  if (stopped === undefined) throw new Error(`the program still runs after ${limit} instructions`);
  const outcome = stopped === 'halted' ? { exit: exitStatus & 0xff } : { trap: stopped };
  return { stdout: Uint8Array.from(stdout), executed, counted, ...outcome };
}
