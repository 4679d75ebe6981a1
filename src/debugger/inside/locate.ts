/** The token that stands for a line: the last one before the present moment that executes an instruction of it. */
import type { Stopped } from '../stopped';

/** Its position; -1 where no instruction of the line (counted from 1) has run. */
export function lastOfLine({ context, map }: Stopped, file: string, line: number): number {
  const places = new Uint8Array(map.prompt.addresses.length);
  map.prompt.positions.forEach((position, address) => {
    const place = map.lineAt(address);
    if (place?.line === line && place.file === file) places[position] = 1;
  });
  if (!places.includes(1)) return -1;
  const begin = map.prompt.tokens.length;
  return context.operations.backward(begin, context.length, (_, pc) => places[pc] === 1);
}
