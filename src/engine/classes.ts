/** The tokens of a model in classes: within one, the forward pass is the same code. Any partition is right. */
import type { Model } from '../model/model';

export interface TokenClass {
  readonly index: number;
  readonly name: string;
  readonly tokens: readonly number[];
}

export interface Classes {
  readonly list: readonly TokenClass[];
  /** The class of each token. */
  readonly of: Uint16Array;
}

/** The classes that the model's groups suggest. */
export function classesOf({ tokens }: Model): Classes {
  const byGroup = new Map<string, number[]>();
  tokens.forEach(({ group, text }, id) => {
    const name = group ?? text;
    const members = byGroup.get(name);
    if (members) members.push(id);
    else byGroup.set(name, [id]);
  });
  const of = new Uint16Array(tokens.length);
  const list = [...byGroup].map(([name, members], index) => {
    for (const id of members) of[id] = index;
    return { index, name, tokens: members };
  });
  return { list, of };
}
