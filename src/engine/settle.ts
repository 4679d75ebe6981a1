/**
 * Which code a token gets. A run begins unsettled: the flat stores may still be won by anything. Once each has
 * seen its ends (for the WebAssembly machine: an operation, and something else), cases are told apart by the
 * class that won the signature store, and most of what the flat stores hold is known.
 */
import type { Settled } from './case';
import type { Jit } from './jit';
import { type Layout, STATE } from './layout';
import type { LinearMemory } from './memory';

/** Tokens after which a store that has not seen its ends is no longer waited for. */
const PATIENCE = 2 ** 16;

/** Empties the flat stores and totals. */
export function resetRegisters(memory: LinearMemory, layout: Layout): void {
  for (const { store, greatest, least } of layout.stores) {
    if (store.kind !== 'flat') continue;
    memory.setF64(greatest.key, Number.NEGATIVE_INFINITY);
    memory.setF64(least.key, Number.POSITIVE_INFINITY);
  }
}

export class Settling {
  private settled: Settled | undefined;
  /** Once settled, what the settled cases take for granted. */
  private granted: Settled | undefined;
  private readonly unsettledTables: readonly number[];
  private settledTables: readonly number[] = [];

  constructor(
    private readonly jit: Jit,
    private readonly layout: Layout,
    private readonly memory: LinearMemory,
    private readonly allocate: (bytes: number) => number,
  ) {
    const classes = jit.classes.list.length;
    this.unsettledTables = [allocate(classes * 2), allocate(classes * 2)];
    this.unsettle();
  }

  get isSettled(): boolean {
    return this.settled !== undefined;
  }

  private use(tables: readonly number[], rows: number): void {
    this.memory.setI32(STATE.decoding, tables[0]);
    this.memory.setI32(STATE.feeding, tables[1]);
    this.memory.setI32(STATE.rows, rows);
  }

  /** Goes back to the cases that know nothing of what came before. */
  unsettle(): void {
    this.settled = undefined;
    this.memory.setI32(STATE.last, 0);
    this.use(this.unsettledTables, 1);
  }

  /** Settles if the flat stores allow it. */
  look(): void {
    if (this.settled) return;
    const { memory, layout } = this;
    const ends = new Map<number, { greatest: number; least: number }>();
    for (const { store, greatest, least } of layout.stores) {
      if (store.kind !== 'flat') continue;
      const high = memory.f64(greatest.key);
      const low = memory.f64(least.key);
      const seen = store.tokenKey
        ? (!store.greatest || high === store.keyHigh) && (!store.least || low === store.keyLow)
        : (!store.greatest || high > store.keyLow) && (!store.least || low < store.keyHigh);
      if (seen) ends.set(store.index, { greatest: high, least: low });
      else if (memory.i32(STATE.length) < PATIENCE) return;
    }
    if (this.granted && !this.holds(ends)) return;
    this.granted ??= { ends };
    this.settled = this.granted;
    const { lasts, classes } = this.jit;
    const rows = Math.max(1, lasts.length);
    const bytes = classes.list.length * rows * 2;
    if (this.settledTables.length === 0)
      this.settledTables = [this.allocate(bytes), this.allocate(bytes)];
    this.use(this.settledTables, rows);
    const signature = layout.stores[layout.signature];
    const known = signature && ends.has(layout.signature) && lasts.length > 0;
    const winner = known ? memory.i32(signature.greatest.token) : -1;
    memory.setI32(STATE.last, known ? this.jit.lastIndex(classes.of[winner]) : 0);
  }

  /** Whether the ends are at least as far out as the compiled cases know them to be. */
  private holds(ends: Settled['ends']): boolean {
    return [...(this.granted?.ends ?? [])].every(([store, { greatest, least }]) => {
      const now = ends.get(store);
      return now && now.greatest >= greatest && now.least <= least;
    });
  }

  /** Compiles the case of a token that is about to be appended. */
  provide(token: number, decodes: boolean): void {
    const { jit, memory, settled } = this;
    const tokenClass = jit.classes.list[jit.classes.of[token]];
    const rows = memory.i32(STATE.rows);
    const last = memory.i32(STATE.last);
    const known = settled?.ends.has(this.layout.signature);
    const table =
      memory.i32(decodes ? STATE.decoding : STATE.feeding) + 2 * tokenClass.index * rows;
    if (known && jit.lastIndex(tokenClass.index) < 0) {
      const key = { token: tokenClass, last: jit.lasts[last], settled };
      memory.setU16(table + 2 * last, jit.compile(key, decodes));
      return;
    }
    // It wins the signature store itself, or nobody does: what won before makes no difference.
    const element = jit.compile({ token: tokenClass, last: undefined, settled }, decodes);
    for (let row = 0; row < rows; row++) memory.setU16(table + 2 * row, element);
  }
}
