/** The instruction that a request of our own is about. */
import type { InstructionAsked } from '../../protocol/origin-requests';
import { problem } from '../errors';
import type { ProgramMap } from '../program-map';
import { toAddress } from './translate';

/** Addresses of its machine instructions, in order. Throws a `UserError` where there is no such instruction. */
export function addressesOf(map: ProgramMap, asked: InstructionAsked): number[] {
  const first = 'instructionReference' in asked ? byReference(map, asked) : byPlace(map, asked);
  const { origins } = map.program;
  const addresses = [first];
  for (let next = first + 1; origins[next]?.offset === origins[first].offset; next++)
    addresses.push(next);
  return addresses;
}

function byReference(
  map: ProgramMap,
  { instructionReference }: Extract<InstructionAsked, { instructionReference: string }>,
): number {
  const offset = toAddress(instructionReference);
  const address = map.isInstruction(offset) ? map.addressOf(offset) : undefined;
  if (address === undefined) throw problem.noInstruction(instructionReference);
  return address;
}

/** The last part of a line that begins at or before a column, or else the first one. */
function byPlace(
  map: ProgramMap,
  { file, line, column = 1, operation }: Extract<InstructionAsked, { file: string }>,
): number {
  const { lines, addressOf, program } = map;
  if (operation !== undefined) {
    const found = program.instructions.findIndex(({ op }, address) => {
      const place = op === operation ? map.lineAt(address) : undefined;
      return place?.file === file && place.line === line;
    });
    if (found < 0) throw problem.noInstruction(`line ${line} (${operation})`);
    return found;
  }
  const columns = lines.places(file, line, line).map((place) => place.column ?? 1);
  const part = columns.findLast((begins) => begins <= column) ?? columns[0];
  const [range] = part === undefined ? [] : lines.from(file, line, part);
  const address = range && addressOf(range.start);
  if (address === undefined) throw problem.noInstruction(`line ${line}`);
  return address;
}
