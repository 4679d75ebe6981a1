/** The files that the bundled clang must see: the sources and, without preprocessing, all they may include. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Tree } from '@yowasp/clang';

const INCLUDE = /^[ \t]*#[ \t]*(?:include|include_next|embed)[ \t]*["<]([^">\n]+)[">]/gm;

/**
 * A file system in which the files of `workspace` have paths relative to it and all others have their own.
 * An `#include` that is switched off by `#if` is followed too, which does no harm.
 */
export function collectSources(
  files: readonly string[],
  flags: readonly string[],
  workspace: string,
): Tree {
  const { folders, forced } = readFlags(flags, workspace);
  const tree: Tree = {};
  const seen = new Set<string>();
  const queue = [...files, ...forced];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file) || !isFile(file)) continue;
    seen.add(file);
    const bytes = readFileSync(file);
    place(tree, file, bytes, workspace);
    for (const [, name] of bytes.toString('utf8').matchAll(INCLUDE))
      for (const folder of [path.dirname(file), workspace, ...folders])
        queue.push(path.resolve(folder, name));
  }
  return tree;
}

/** The folders of -I and the like, and the files of -include and of objects to link. */
function readFlags(flags: readonly string[], workspace: string) {
  const folders: string[] = [];
  const forced: string[] = [];
  flags.forEach((flag, i) => {
    const [, name, joined] = /^(-I|-iquote|-isystem|-include)(.*)$/.exec(flag) ?? [];
    if (name) (name === '-include' ? forced : folders).push(joined || (flags[i + 1] ?? ''));
    else if (!flag.startsWith('-')) forced.push(flag);
  });
  const resolve = (names: string[]) => names.map((name) => path.resolve(workspace, name));
  return { folders: resolve(folders), forced: resolve(forced) };
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

function place(tree: Tree, file: string, bytes: Uint8Array, workspace: string): void {
  const relative = path.relative(workspace, file);
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  const parts = (outside ? file : relative).split(/[\\/]/).filter((part) => part !== '');
  let folder = tree;
  for (const part of parts.slice(0, -1)) {
    folder[part] ??= {};
    folder = folder[part] as Tree;
  }
  folder[parts[parts.length - 1]] = bytes;
}
