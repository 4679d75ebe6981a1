/** What a person may mean who has typed a part of an expression. */

import type { Debuggee } from './debuggee';
import { type CType, plain } from './dwarf/types';
import { UserError } from './errors';
import { compileExpression, SPECIALS } from './expression/compile';
import { countOf, partsOf } from './expression/parts';
import { placeOf } from './expression/write';
import { cFrame } from './scopes';

export interface Completion {
  readonly label: string;
  readonly kind: 'variable' | 'field' | 'value';
}

/** Names that are not of C. */
const NAMES = [...Object.keys(SPECIALS), '$mem'];

/** For an expression of which `typed` has been written. */
export function completionsIn(debuggee: Debuggee, id: number, typed: string): Completion[] {
  const frame = cFrame(debuggee, debuggee.frames.get(id));
  const [, owner, access, begun] =
    /((?:[A-Za-z_$][\w$]*|\]|\[[^\]]*|\.|->)*?)(\.|->)?\s*([A-Za-z_$][\w$]*)?$/.exec(typed) ?? [];
  const matching = (completions: readonly Completion[]) =>
    completions.filter(({ label }) => label.startsWith(begun ?? ''));
  if (access) {
    try {
      const { type, place } = compileExpression(owner, frame.scope, frame.names);
      const target = targetOf(type);
      if (!place || target === undefined || countOf(target).named === 0) return [];
      // Members have the same names wherever the value lies.
      const base = placeOf(place, frame.reader);
      const at = base.kind === 'memory' ? base : { kind: 'memory' as const, address: 0 };
      return matching(
        partsOf(target, at, frame.reader).map(({ name }) => ({ label: name, kind: 'field' })),
      );
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  }
  const variables = (frame.scope?.variables ?? []).map(({ name }) => name);
  const locals = frame.names.locals.map(({ name }) => `$${name}`);
  const names = [...new Set([...variables, ...NAMES, ...locals])];
  return matching(
    names.map((label) => ({ label, kind: label.startsWith('$') ? 'value' : 'variable' })),
  );
}

/** The struct or union whose members follow `.` or `->`. */
function targetOf(type: CType): CType | undefined {
  const t = plain(type);
  const target = t.kind === 'pointer' ? plain(t.to) : t;
  return target.kind === 'record' ? target : undefined;
}
