/** The files that the bundled clang must see: the sources and, without preprocessing, all they may include. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Tree } from '@yowasp/clang';

const INCLUDE = /^[ \t]*#[ \t]*(?:include|include_next|embed)[ \t]*["<]([^">\n]+)[">]/gm;

/** A file or folder, and the path by which clang, in the workspace, comes to it. */
interface Entry {
  readonly file: string;
  readonly seenAs: string;
}

/** Files of the workspace are named as a person would name them, all others by their whole path. */
export function nameInWorkspace(workspace: string, file: string): string {
  const name = path.relative(workspace, file);
  return name.startsWith('..') || path.isAbsolute(name) ? file : name;
}

/**
 * A file system with the sources, named by `nameInWorkspace`, and what they include. An `#include` that is
 * switched off by `#if` is followed too, which does no harm.
 */
export function collectSources(
  files: readonly string[],
  flags: readonly string[],
  workspace: string,
): Tree {
  const { folders, forced } = readFlags(flags, workspace);
  const tree: Tree = {};
  const seen = new Set<string>();
  const queue = [
    ...files.map((file) => ({ file, seenAs: nameInWorkspace(workspace, file) })),
    ...forced,
  ];
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const place = segments(entry.seenAs);
    if (seen.has(place.join('/')) || !isFile(entry.file)) continue;
    seen.add(place.join('/'));
    const bytes = readFileSync(entry.file);
    addFile(tree, place, bytes);
    const own = { file: path.dirname(entry.file), seenAs: path.dirname(entry.seenAs) };
    for (const [, name] of bytes.toString('utf8').matchAll(INCLUDE))
      for (const folder of [own, ...folders]) queue.push(within(folder, name));
  }
  return tree;
}

const FORCED = new Set(['-include', '-imacros']);

/** The folders of -I and the like, and the files of -include and of objects to link. */
function readFlags(flags: readonly string[], workspace: string) {
  const folders: Entry[] = [];
  const forced: Entry[] = [];
  const here = { file: workspace, seenAs: '.' };
  flags.forEach((flag, i) => {
    const [, name, joined] =
      /^(-I|-iquote|-isystem|-idirafter|-include|-imacros)(.*)$/.exec(flag) ?? [];
    const argument = within(here, joined || (flags[i + 1] ?? ''));
    if (name) (FORCED.has(name) ? forced : folders).push(argument);
    else if (!flag.startsWith('-')) forced.push(within(here, flag));
  });
  return { folders, forced };
}

function within(folder: Entry, name: string): Entry {
  return {
    file: path.resolve(folder.file, name),
    seenAs: path.isAbsolute(name) ? name : `${folder.seenAs}/${name}`,
  };
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/** The compiler's file system takes `..` in a path to mean the folder itself, so that is where files must be. */
function segments(seenAs: string): string[] {
  return seenAs.split(/[\\/]/).filter((segment) => !['', '.', '..'].includes(segment));
}

function addFile(tree: Tree, place: readonly string[], bytes: Uint8Array): void {
  let folder = tree;
  for (const segment of place.slice(0, -1)) {
    folder[segment] ??= {};
    folder = folder[segment] as Tree;
  }
  folder[place[place.length - 1]] = bytes;
}
