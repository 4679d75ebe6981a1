/** Code as a tree, so that it can be made smaller piece by piece. */
import type { ValueType } from '../../src/program/program';

export interface Tree {
  /** The value that it leaves; none for a statement. */
  readonly type?: ValueType;
  readonly kids: readonly Tree[];
  /** In the text format, from the text of its kids. */
  readonly write: (kids: readonly string[]) => string;
}

export const text = (tree: Tree): string => tree.write(tree.kids.map(text));

/** A folded instruction: `(head kid kid)`. */
export const instruction = (head: string, type: ValueType | undefined, ...kids: Tree[]): Tree => ({
  type,
  kids,
  write: (parts) => `(${[head, ...parts].join(' ')})`,
});

export const leaf = (source: string, type?: ValueType): Tree => ({
  type,
  kids: [],
  write: () => source,
});

/** Statements, and perhaps a value behind them. */
export const sequence = (kids: readonly Tree[], type?: ValueType): Tree => ({
  type,
  kids,
  write: (parts) => parts.join('\n'),
});

/** Smaller trees that could stand in its place: kids of its type, nothing, or a zero. */
export function smaller(tree: Tree): Tree[] {
  const kids = tree.kids.filter(({ type }) => type === tree.type);
  if (tree.type === undefined) return tree.kids.length === 0 ? [] : [sequence([]), ...kids];
  const zero = `(${tree.type}.const 0)`;
  return text(tree) === zero ? [] : [leaf(zero, tree.type), ...kids];
}

/** All trees that differ from this one in one place, where something smaller stands. The largest cuts come first. */
export function* cuts(tree: Tree): Generator<Tree> {
  yield* smaller(tree);
  for (const [i, kid] of tree.kids.entries())
    for (const cut of cuts(kid))
      yield { ...tree, kids: [...tree.kids.slice(0, i), cut, ...tree.kids.slice(i + 1)] };
}
