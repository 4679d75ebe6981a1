/** What a value consists of, for those who expand it: members, elements, and what a pointer leads to. */
import { type CType, plain, type RecordType, sizeOf } from '../dwarf/types';
import { address, type Code } from './code';
import { evaluator } from './evaluate';
import { type PlaceCode, readPlace } from './places';
import type { ExpressionReader } from './reader';
import type { Place } from './write';

export interface Part {
  /** What is appended to the expression of the whole: `.member`, `->member`, `[3]`; for what a pointer leads to `*`. */
  readonly step: string;
  readonly name: string;
  readonly type: CType;
  readonly place: Place;
}

/** How many parts a type has: elements by their index, or members by their name. */
export function countOf(type: CType): { readonly indexed: number; readonly named: number } {
  const t = plain(type);
  if (t.kind === 'array') return { indexed: t.length ?? 0, named: 0 };
  if (t.kind === 'record') return { indexed: 0, named: membersOf(t).length };
  if (t.kind !== 'pointer') return { indexed: 0, named: 0 };
  const target = plain(t.to);
  if (target.kind === 'record') return countOf(target);
  return { indexed: 0, named: sizeOf(target) > 0 ? 1 : 0 };
}

/** The parts of a value from one to another, [start, end); none of a pointer that is null or leads out of the memory. */
export function partsOf(
  type: CType,
  place: Place,
  reader: ExpressionReader,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): Part[] {
  const t = plain(type);
  if (t.kind === 'pointer') return pointeeOf(t.to, place, reader);
  if (place.kind !== 'memory') return [];
  if (t.kind === 'record') return members(t, place.address, '.').slice(start, end);
  if (t.kind !== 'array') return [];
  const size = sizeOf(t.element);
  const last = Math.min(end, t.length ?? 0);
  return Array.from({ length: Math.max(0, last - start) }, (_, i): Part => {
    const name = `[${start + i}]`;
    const at = place.address + (start + i) * size;
    return { step: name, name, type: t.element, place: { kind: 'memory', address: at } };
  });
}

function pointeeOf(target: CType, place: Place, reader: ExpressionReader): Part[] {
  const at = Number(readScalar({ kind: 'pointer', to: target }, place, reader));
  const size = sizeOf(target);
  if (at === 0 || size === 0 || at + size > reader.memorySize()) return [];
  const t = plain(target);
  if (t.kind === 'record') return members(t, at, '->');
  return [{ step: '*', name: '*', type: target, place: { kind: 'memory', address: at } }];
}

function members(record: RecordType, base: number, operator: '.' | '->'): Part[] {
  return membersOf(record).map(({ name, type, offset, bits }) => ({
    step: `${operator}${name}`,
    name,
    type,
    place: { kind: 'memory', address: base + offset, bits },
  }));
}

/** Those of an anonymous struct or union count as members of what it is in. */
function membersOf(
  record: RecordType,
  base = 0,
): (RecordType['members'][number] & { name: string })[] {
  return record.members.flatMap((member) => {
    const { name, type } = member;
    const offset = base + member.offset;
    if (name !== undefined) return [{ ...member, name, offset }];
    const inner = plain(type);
    return inner.kind === 'record' ? membersOf(inner, offset) : [];
  });
}

/** A number or a pointer; `undefined` if its slots cannot hold it. Throws an `EvaluationFault` outside the memory. */
export function readScalar(
  type: CType,
  place: Place,
  reader: ExpressionReader,
): number | bigint | undefined {
  const code = readPlace(codeOf(place), type);
  return code && evaluator(code)(reader);
}

function codeOf(place: Place): PlaceCode {
  if (place.kind === 'slots') return place;
  const at: Code = address(place.address);
  return { kind: 'memory', address: at, bits: place.bits };
}
