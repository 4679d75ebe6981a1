/**
 * Rust's names of functions as linkers see them (its legacy scheme: the path's parts with their lengths, then a
 * hash) as a person writes them. LLD takes the path apart, and leaves the escapes and the hash. Other names stay.
 */

/** LLVM puts a number behind the names of functions that it moves from one unit into another. */
const MANGLED = /^_ZN(.*)17h[0-9a-f]{16}E(?:\.llvm\.\d+)?$/;
const TAKEN_APART = /^(.*)::h[0-9a-f]{16}$/;
const ESCAPES: Readonly<Record<string, string>> = {
  SP: '@',
  BP: '*',
  RF: '&',
  LT: '<',
  GT: '>',
  LP: '(',
  RP: ')',
  C: ',',
};

/** `_ZN5hello4main17h0123456789abcdefE`, `hello::main::h0123456789abcdef` → `hello::main`. */
export function demangle(name: string): string {
  const path = TAKEN_APART.exec(name)?.[1];
  if (path !== undefined) return path.split('::').map(readable).join('::');
  const mangled = MANGLED.exec(name)?.[1];
  if (mangled === undefined) return name;
  const parts: string[] = [];
  for (let rest = mangled; rest !== ''; ) {
    const digits = /^[1-9][0-9]*/.exec(rest)?.[0];
    if (digits === undefined) return name;
    const end = digits.length + Number(digits);
    if (end > rest.length) return name;
    parts.push(readable(rest.slice(digits.length, end)));
    rest = rest.slice(end);
  }
  return parts.join('::');
}

const readable = (part: string): string =>
  part
    // What begins with an escape got an underscore before it, to be an identifier.
    .replace(/^_\$/, '$')
    .replaceAll('..', '::')
    .replace(/\$(?:u([0-9a-f]{1,5})|([A-Z]{1,2}))\$/g, (whole, code, short) =>
      code ? String.fromCodePoint(Number.parseInt(code, 16)) : (ESCAPES[short] ?? whole),
    );
