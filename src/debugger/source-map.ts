/** Where the sources of a program lie on this machine, where its debug information names other places. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LineRange } from './lines';

/** Gives the path for one that the debug information names. */
export type LocateSource = (file: string) => string;

/** `prefixes`: paths of folders or files as they are named, and where they lie. The longest that fits counts. */
export function createSourceMap(prefixes: Readonly<Record<string, string>> = {}): LocateSource {
  const rules = Object.entries(prefixes)
    .map(([from, to]) => ({ from: from.replace(/[\\/]+$/, ''), to }))
    .sort((a, b) => b.from.length - a.from.length);
  return (file) => {
    const rule = rules.find(
      ({ from }) =>
        file === from || (file.startsWith(from) && /^[\\/]/.test(file.slice(from.length))),
    );
    return rule ? path.join(rule.to, file.slice(rule.from.length)) : file;
  };
}

/**
 * Of a program with some of its sources, the lines of these: what a compiler has brought along from elsewhere, such
 * as the standard library of Rust, is stepped over like code without debug information. `missing` is a source that
 * is not there where none is: then all lines are kept, for what they tell.
 */
export function presentLines(ranges: readonly LineRange[]): {
  readonly ranges: readonly LineRange[];
  readonly missing?: string;
} {
  const present = new Map(
    [...new Set(ranges.map(({ file }) => file))].map((f) => [f, existsSync(f)]),
  );
  if ([...present.values()].some(Boolean))
    return { ranges: ranges.filter(({ file }) => present.get(file)) };
  return { ranges, missing: ranges[0]?.file };
}
