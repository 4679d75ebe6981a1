/** A program in the transformer; its memory at the end is read from the KV cache. */
import { runProgram } from '../../src/command/session';
import type { Engine } from '../../src/engine/engine';
import { lookupReader, tapReader } from '../../src/executor/taps';
import type { InputStream } from '../../src/model/model';
import type { Program } from '../../src/program/program';
import { writePrompt } from '../../src/program/prompt';
import { machineEngine } from '../executor/engine';
import { hashOf, type Outcome } from './outcome';

const PAGE = 65536;

export interface Surroundings {
  input(stream: InputStream): number | undefined;
  /** A byte for the file server. */
  request(byte: number): void;
}

/** Of the memory no more than `mostMemory` bytes at either end are compared. */
export async function runInTransformer(
  program: Program,
  { input, request }: Surroundings,
  maxTokens: number,
  mostMemory = Number.POSITIVE_INFINITY,
): Promise<Outcome> {
  const engine = machineEngine();
  const stdout: number[] = [];
  const output: number[] = [];
  const host = {
    input,
    output(stream: string, byte: number) {
      if (stream === 'files') request(byte);
      else output.push(byte);
      if (stream === 'stdout') stdout.push(byte);
    },
  };
  const { end } = await runProgram(engine, program, writePrompt(program), host, { maxTokens });
  const ended =
    end.kind === 'exit'
      ? `exit ${end.status & 255}`
      : end.kind === 'trap'
        ? end.trap
        : end.kind === 'limit'
          ? end.message
          : end.kind;
  return {
    stdout: Uint8Array.from(stdout),
    output: Uint8Array.from(output),
    end: ended,
    memory: program.memory.maxPages === 0 ? '' : memoryOf(engine, mostMemory),
  };
}

/** As of the last token. */
function memoryOf(engine: Engine, most: number): string {
  const banks = [0, 1, 2, 3].map((bank) => lookupReader(engine, `memory ${bank}`));
  const peek = (address: number) => {
    const word = address >> 2;
    // The key that won may be that of another word: then this byte was never written.
    const [byte, found] = banks[address & 3](word).value;
    return found === word ? byte : 0;
  };
  return hashOf(tapReader(engine, 'memory pages')() * PAGE, peek, most);
}
