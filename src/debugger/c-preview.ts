/** A C value in one line. */
import { formatAddress } from './machine-values';
import type { Place, RemoteObject, Symbols } from './symbols';

/** What evaluating in a frame takes. */
export interface CContext {
  readonly symbols: Symbols;
  readonly place: Place;
  readonly memory: (address: number, length: number) => Uint8Array;
}

/** A line names as many members, and looks as many levels into them. */
const MEMBERS = 6;
const LEVELS = 2;
/** Larger values are only described by their type until somebody expands them, in bytes. */
const LARGEST = 1024;

const CHARACTERS = /^(const |volatile |unsigned |signed )*char\[\d+\]$/;

export const isPointer = ({ description }: RemoteObject) => /\*$|\(\*\)/.test(description ?? '');

/**
 * Where a pointer points and what is there. The evaluator gives a pointer one member, which is that, named
 * by the address.
 */
export async function follow(
  { symbols }: CContext,
  objectId: string,
): Promise<{ address: number; pointee?: RemoteObject }> {
  const [member] = await symbols.members(objectId);
  const address = Number(member?.name ?? 0);
  return address === 0 || member.value.type === 'null'
    ? { address }
    : { address, pointee: member.value };
}

export async function preview(
  context: CContext,
  object: RemoteObject,
  levels = LEVELS,
): Promise<string> {
  const { hasChildren, objectId, description = String(object.value), linearMemorySize } = object;
  if (isText(object)) return textOf(context, object);
  if (!hasChildren || objectId === undefined) return description;
  if (isPointer(object)) return formatAddress((await follow(context, objectId)).address);
  if ((linearMemorySize ?? 0) > LARGEST) return description;
  const members = await context.symbols.members(objectId);
  if (CHARACTERS.test(description)) return quote(members.map(({ value }) => value));
  if (levels === 0) return '{…}';
  const shown = await Promise.all(
    members.slice(0, MEMBERS).map(async ({ name, value }) => {
      const text = await preview(context, value, levels - 1);
      return object.type === 'array' ? text : `${name} = ${text}`;
    }),
  );
  if (members.length > shown.length) shown.push('…');
  return `{${shown.join(', ')}}`;
}

/** The evaluator follows a `char *` by itself; a single `char` is a string too, but a byte long. */
const isText = ({ type, linearMemorySize }: RemoteObject) =>
  type === 'string' && linearMemorySize === 4;

/** A pointer to characters: its address, where the pointer itself lies in memory, and the text. */
function textOf({ memory }: CContext, { value, linearMemoryAddress }: RemoteObject): string {
  const text = JSON.stringify(value);
  if (linearMemoryAddress === undefined) return text;
  const bytes = memory(linearMemoryAddress, 4);
  const address = new DataView(bytes.buffer).getUint32(0, true);
  return `${formatAddress(address)} ${text}`;
}

/** An array of characters, each described by its C literal, up to the zero that ends a string. */
function quote(characters: readonly RemoteObject[]): string {
  const literals = characters.map(({ description }) => description?.slice(1, -1) ?? '');
  const end = literals.indexOf('\\0');
  return `"${(end < 0 ? literals : literals.slice(0, end)).join('').replaceAll('"', '\\"')}"`;
}
