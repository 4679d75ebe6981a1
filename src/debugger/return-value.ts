/** What the function has returned that was left right before this moment. */
import type { CFrame } from './c-nodes';
import type { Debuggee } from './debuggee';
import { plain, typeName } from './dwarf/types';
import { renderScalar } from './expression/render';
import { readVariable } from './machine-values';
import type { Node } from './tree';

/** Tokens in which a program goes on after `return`: the operation and the steps of its jump. */
const LONGEST_JUMP = 4;

export function returnValue(debuggee: Debuggee, frame: CFrame): Node[] {
  const { context, state, map, history, information } = debuggee;
  const { tokens } = context.model;
  let position = context.length - 1;
  const first = position - LONGEST_JUMP;
  while (position > first && tokens[context.token(position)].text.startsWith('jump ')) position--;
  if (position < 0 || tokens[context.token(position)].text !== 'return') return [];
  const f = map.functionAt(history.instructionOf(position));
  const [result] = f?.results ?? [];
  if (!f || !result || f.origin !== 'program') return [];
  const words = result === 'i64' || result === 'f64' ? 2 : 1;
  const bottom = state.stackDepth() - words;
  const slots = Array.from({ length: words }, (_, i) => bottom + i);
  const value = readVariable({ name: '', type: result, slots }, state.operand);
  if (value === undefined) return [];
  const name = `${map.nameOf(f)}() returned`;
  const type = information?.functions.find((known) => known.name === f.name)?.type;
  const declared = type && plain(type);
  if (declared?.kind !== 'function') return [{ name, type: result, value: String(value) }];
  return [
    { name, type: typeName(declared.result), value: renderScalar(declared.result, value, frame) },
  ];
}
