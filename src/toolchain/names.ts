/** The `name` section: what the functions, locals and globals were called in the source. */
import { demangle } from './demangle';
import { createReader } from './reader';

export interface Names {
  readonly functions: ReadonlyMap<number, string>;
  /** By function index, then by local index. */
  readonly locals: ReadonlyMap<number, ReadonlyMap<number, string>>;
  readonly globals: ReadonlyMap<number, string>;
}

const FUNCTIONS = 1;
const LOCALS = 2;
const GLOBALS = 7;

/**
 * Decodes the payload of a name section. A section that is cut off or nonsense does not make a module
 * invalid; then the names read before it went wrong are returned.
 */
export function decodeNames(payload: Uint8Array): Names {
  const names = {
    functions: new Map<number, string>(),
    locals: new Map<number, Map<number, string>>(),
    globals: new Map<number, string>(),
  };
  const reader = createReader(payload);
  const readInto = (map: Map<number, string>) => {
    for (let left = reader.u32(); left > 0; left--) map.set(reader.u32(), demangle(reader.name()));
  };
  try {
    while (reader.position < payload.length) {
      const kind = reader.byte();
      const end = reader.u32() + reader.position;
      if (kind === FUNCTIONS) readInto(names.functions);
      if (kind === GLOBALS) readInto(names.globals);
      if (kind === LOCALS)
        for (let left = reader.u32(); left > 0; left--) {
          const locals = new Map<number, string>();
          names.locals.set(reader.u32(), locals);
          readInto(locals);
        }
      reader.position = end;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return names;
}
