/** What a person looks at: one selection for all views and the editor, with those before and after it. */
import type { Selection } from '../../protocol/inside';
import type { Selected } from '../../protocol/inside-view';

export interface Selections {
  readonly selected: Selected;
  /** A person has chosen something. A token other than the one that decides the present moment stays selected. */
  select(selection: Selection): void;
  /** The program stands at a moment, after so many tokens of `recorded`. */
  stand(now: number, recorded: number): void;
  back(): void;
  forward(): void;
  /** Back to the token that decided the present moment; what is chosen within a token stays chosen. */
  present(): void;
  /** Another program begins. */
  clear(): void;
}

/** Selections that are remembered. */
const MOST = 200;

/** `changed` is called after each change. */
export function createSelections(changed: () => void): Selections {
  let visited: Selection[] = [];
  /** Index of the one that is shown; -1 while there is none. */
  let at = -1;
  let pinned = false;
  /** The token whose forward pass decided what the present moment is followed by; -1 while there is none. */
  let deciding = -1;

  const current = () => visited[at] as Selection | undefined;

  function visit(selection: Selection): void {
    if (same(current(), selection)) return;
    visited = [...visited.slice(0, at + 1), selection].slice(-MOST);
    at = visited.length - 1;
  }

  function go(to: number): void {
    if (to < 0 || to >= visited.length) return;
    at = to;
    pinned = visited[at].position !== deciding;
    changed();
  }

  return {
    get selected() {
      return { selection: current(), pinned, back: at > 0, forward: at + 1 < visited.length };
    },
    select(selection) {
      visit(selection);
      pinned = selection.position !== deciding;
      changed();
    },
    stand(now, recorded) {
      deciding = now - 1;
      // Tokens that were dropped cannot be looked at.
      const left = visited.filter(({ position }) => position < recorded);
      const kept = current();
      const gone = kept !== undefined && kept.position >= recorded;
      if (left.length < visited.length) {
        visited = left;
        at = gone ? left.length - 1 : left.indexOf(kept as Selection);
      }
      if (!pinned || gone) {
        pinned = false;
        const follows = { ...kept, position: deciding };
        if (at < 0 || gone) visit(follows);
        else visited[at] = follows;
      }
      changed();
    },
    back: () => go(at - 1),
    forward: () => go(at + 1),
    present() {
      if (deciding < 0) return;
      visit({ ...current(), position: deciding });
      pinned = false;
      changed();
    },
    clear() {
      visited = [];
      at = deciding = -1;
      pinned = false;
      changed();
    },
  };
}

function same(a: Selection | undefined, b: Selection): boolean {
  return (
    a?.position === b.position &&
    a.layer === b.layer &&
    a.head === b.head &&
    a.neuron === b.neuron &&
    a.slot === b.slot
  );
}
