/** Where values come from, in words: the same in the debugger's hovers and in the editor's. */
import type { TokenPlace } from './inside';
import { grouped } from './numbers';
import type { ExecutedStep, HeadReading, OriginPart } from './origin-requests';

/** Parts of a value, one beside the other, that heads with the same name read from one token. */
export interface Reading {
  /** Such as `bytes 0–3`. */
  readonly parts: string;
  /** Such as `L7H0–L7H3 memory bank 0–3`. */
  readonly heads: string;
  /** The first of them. */
  readonly first: HeadReading;
  readonly written: boolean;
}

/** What of a value was read together. */
export function readingsOf(parts: readonly OriginPart[]): Reading[] {
  const groups: OriginPart[][] = [];
  for (const part of parts) {
    const last = groups.at(-1)?.[0];
    const continues =
      last?.what === 'byte' &&
      part.what === 'byte' &&
      last.written === part.written &&
      last.reading.winner.position === part.reading.winner.position;
    if (continues) groups[groups.length - 1].push(part);
    else groups.push([part]);
  }
  return groups.map((group) => ({
    parts: partsText(group),
    heads: headsText(group.map(({ reading }) => reading)),
    first: group[0].reading,
    written: group[0].written,
  }));
}

function partsText(group: readonly OriginPart[]): string {
  const [{ what, index }] = group;
  if (what !== 'byte') return index === 0 ? what : `${what} of word ${index}`;
  const last = group[group.length - 1].index;
  return last === index ? `byte ${index}` : `bytes ${index}–${last}`;
}

export const headText = ({ layer, head }: Pick<HeadReading, 'layer' | 'head'>) =>
  `L${layer}H${head}`;

/** Each head once, those beside each other as a range: `L7H0–L7H3 memory bank 0–3`. */
function headsText(readings: readonly HeadReading[]): string {
  const heads = [...new Map(readings.map((reading) => [headText(reading), reading])).values()].sort(
    (a, b) => a.head - b.head,
  );
  const [first] = heads;
  const last = heads[heads.length - 1];
  if (first === last) return `${headText(first)} ${first.name}`;
  const number = /\d+$/.exec(last.name)?.[0] ?? last.name;
  return `${headText(first)}–${headText(last)} ${first.name}–${number}`;
}

/** A token and the instruction that it belongs to: `token 12,001, i32.store at list.c:17`. */
export function tokenText({ position, by, text, instruction }: TokenPlace): string {
  const token = `token ${grouped(position)}`;
  if (by === 'person') return `${token}, which you wrote`;
  if (!instruction) return `${token} “${text}”${by === 'prompt' ? ' of the prompt' : ''}`;
  const { file, line, function: name } = instruction;
  const where = file ? `at ${file.split(/[\\/]/).at(-1)}:${line}` : `in ${name}`;
  return `${token}, ${instruction.text} ${where}`;
}

/** How clear the decision was: `margin 1 to token 11,998`; nothing where there is no other key. */
export function marginText({ margin, runnerUp }: HeadReading): string {
  return margin === undefined || runnerUp === undefined
    ? 'no other key'
    : `margin ${margin} to token ${grouped(runnerUp)}`;
}

/** What an instruction did: `i32.add 2, 3 → 5`. */
export function stepText({ instruction, operands, result, jump }: ExecutedStep): string {
  const taken = operands.map((word) => ` ${word | 0}`).join(',');
  const given = result === undefined ? '' : ` → ${result | 0}`;
  return `${instruction.text}${taken}${given}${jump ? jumpText(jump) : ''}`;
}

function jumpText({ taken, next }: NonNullable<ExecutedStep['jump']>): string {
  const to = next?.line === undefined ? '' : ` to line ${next.line}`;
  return taken ? `, jumped${to}` : ', did not jump';
}
