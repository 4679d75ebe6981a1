/**
 * Which code a token gets. A run begins unsettled: the flat stores may still be won by anything. Once each has
 * seen its ends (for the WebAssembly machine: an operation, and something else), cases are told apart by the
 * class that won the signature store, and most of what the flat stores hold is known.
 */
import type { Settled } from './case';
import type { Jit } from './jit';
import { type Layout, STATE } from './layout';
import type { LinearMemory } from './memory';
import type { Precompiled } from './precompiled';

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
    precompiled: Precompiled | undefined,
  ) {
    const { classes } = jit.generator;
    this.unsettledTables = this.tables(classes.list.length, 1);
    if (precompiled) {
      this.granted = precompiled.settled;
      this.settledTables = this.tables(classes.list.length, this.rows);
      for (const { token, last, settled, decodes, element } of jit.compiled)
        this.enter(token, last, settled, decodes, element);
    }
    this.unsettle();
  }

  /** Entries that a class has in the settled tables. */
  private get rows(): number {
    return Math.max(1, this.jit.generator.lasts.length);
  }

  /** A table for decoding and one for feeding, two bytes an entry. */
  private tables(classes: number, rows: number): readonly number[] {
    return [this.allocate(classes * rows * 2), this.allocate(classes * rows * 2)];
  }

  /** Enters a case; without a class that won the signature store before, for all of them. */
  private enter(token: number, last: number, settled: boolean, decodes: boolean, element: number) {
    const rows = settled ? this.rows : 1;
    const table = (settled ? this.settledTables : this.unsettledTables)[decodes ? 0 : 1];
    const entry = (row: number) => table + 2 * (token * rows + row);
    const only = last < 0 ? -1 : this.jit.generator.lastIndex(last);
    for (let row = 0; row < rows; row++)
      if (only < 0 || row === only) this.memory.setU16(entry(row), element);
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
    const { lasts, classes } = this.jit.generator;
    if (this.settledTables.length === 0)
      this.settledTables = this.tables(classes.list.length, this.rows);
    this.use(this.settledTables, this.rows);
    const signature = layout.stores[layout.signature];
    const known = signature && ends.has(layout.signature) && lasts.length > 0;
    const winner = known ? memory.i32(signature.greatest.token) : -1;
    memory.setI32(STATE.last, known ? this.jit.generator.lastIndex(classes.of[winner]) : 0);
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
    const { classes, lasts } = jit.generator;
    const tokenClass = classes.list[classes.of[token]];
    // What won before makes no difference to a token that wins itself.
    const tells =
      settled?.ends.has(this.layout.signature) && jit.generator.lastIndex(tokenClass.index) < 0;
    const last = tells ? lasts[memory.i32(STATE.last)] : undefined;
    const element = jit.compile({ token: tokenClass, last, settled }, decodes);
    this.enter(tokenClass.index, last?.index ?? -1, settled !== undefined, decodes, element);
  }

  /** What the settled cases take for granted, once it is known. */
  get known(): Settled | undefined {
    return this.granted;
  }
}
