/** Accesses to what is watched: writes are keys of the KV cache, reads are what operations asked for. */
import type { Access, Watch } from '../debugger/transformer';
import type { AccessHits, CountedWatch, FindAccesses } from './access-hits';
import type { Accesses } from './accesses';
import { MEMORY_OPERATIONS } from './memory-operations';
import type { StateProbe } from './state-probe';

export interface WatchedProgram {
  readonly probe: StateProbe;
  readonly accesses: Accesses;
  readonly hits: AccessHits;
  token(position: number): number;
}

export class Watches {
  private list: readonly Watch[] = [];

  constructor(private readonly program: WatchedProgram) {}

  use(list: readonly Watch[]): void {
    this.list = list;
    this.program.hits.keep(list);
  }

  get any(): boolean {
    return this.list.length > 0;
  }

  /** The first accesses by a token at one of the positions [from, to): those of that token. */
  first(from: number, to: number): readonly Access[] {
    const found: Access[] = [];
    for (const watch of this.list) {
      const limit = found[0] ? found[0].position + 1 : to;
      const position = isCounted(watch)
        ? this.program.hits.first(watch, from, limit, this.all(watch))
        : Math.min(this.firstWrite(watch, from, limit), this.firstRead(watch, from, limit));
      this.keep(found, watch, position, (best) => position < best);
    }
    return found;
  }

  /** Likewise the last ones. */
  last(from: number, to: number): readonly Access[] {
    const found: Access[] = [];
    for (const watch of this.list) {
      const begin = found[0] ? found[0].position : from;
      const position = isCounted(watch)
        ? this.program.hits.last(watch, begin, to, this.all(watch))
        : Math.max(this.lastWrite(watch, begin, to), this.lastRead(watch, begin, to));
      this.keep(
        found,
        watch,
        position < 0 ? Number.POSITIVE_INFINITY : position,
        (best) => position > best,
      );
    }
    return found;
  }

  private keep(
    found: Access[],
    { id }: Watch,
    position: number,
    better: (best: number) => boolean,
  ): void {
    if (position === Number.POSITIVE_INFINITY) return;
    if (found[0] && better(found[0].position)) found.length = 0;
    if (found[0] && found[0].position !== position) return;
    const load = MEMORY_OPERATIONS.get(this.program.token(position))?.kind === 'load';
    found.push({ watch: id, position, kind: load ? 'read' : 'write' });
  }

  /** Finds each access that a watch without a rule would stop at. */
  private all(watch: Watch): FindAccesses {
    return (from, to) => {
      const found = this.writers(watch, from, to).filter((at) => this.changes(watch, at));
      this.reads(watch, from, to, (at) => {
        found.push(at);
        return false;
      });
      return found.sort((a, b) => a - b);
    };
  }

  // ---- writes: the keys of a store by an address are linked, the latest first ----

  private writer({ store }: Watch, key: number, asOf: number): number {
    const { probe } = this.program;
    return store === 'memory' ? probe.writerOfByte(key, asOf) : probe.writerOfSlot(key, asOf);
  }

  private value({ store, address, length }: Watch, asOf: number): number[] {
    const { probe } = this.program;
    return Array.from({ length }, (_, i) =>
      store === 'memory' ? probe.byte(address + i, asOf) : probe.slot(address + i, asOf),
    );
  }

  private changes(watch: Watch, position: number): boolean {
    if (watch.access !== 'write') return true;
    const before = this.value(watch, position - 1);
    return this.value(watch, position).some((now, i) => now !== before[i]);
  }

  private lastWrite(watch: Watch, from: number, to: number): number {
    if (watch.access === 'read') return -1;
    for (let end = to; ; ) {
      let last = -1;
      for (let i = 0; i < watch.length; i++)
        last = Math.max(last, this.writer(watch, watch.address + i, end - 1));
      if (last < from) return -1;
      if (this.changes(watch, last)) return last;
      end = last;
    }
  }

  private firstWrite(watch: Watch, from: number, to: number): number {
    const writers = this.writers(watch, from, to);
    return writers.find((position) => this.changes(watch, position)) ?? Number.POSITIVE_INFINITY;
  }

  /** All tokens of [from, to) that write, whether they change something or not, in ascending order. */
  private writers(watch: Watch, from: number, to: number): number[] {
    if (watch.access === 'read') return [];
    const writers = new Set<number>();
    for (let i = 0; i < watch.length; i++) {
      let at = this.writer(watch, watch.address + i, to - 1);
      for (; at >= from; at = this.writer(watch, watch.address + i, at - 1)) writers.add(at);
    }
    return [...writers].sort((a, b) => a - b);
  }

  // ---- reads: what operations ask for ----

  /** Visits the reads at positions [from, to), in ascending order. */
  private reads(watch: Watch, from: number, to: number, visit: (at: number) => boolean): void {
    if (watch.access === 'write' || watch.store !== 'memory') return;
    this.program.accesses.forward('load', watch, from, to, visit);
  }

  private firstRead(watch: Watch, from: number, to: number): number {
    let first = Number.POSITIVE_INFINITY;
    this.reads(watch, from, to, (at) => {
      first = at;
      return true;
    });
    return first;
  }

  private lastRead(watch: Watch, from: number, to: number): number {
    let last = -1;
    for (let end = to; end > from && last < 0; ) {
      const begin = Math.max(from, end - STRETCH);
      this.reads(watch, begin, end, (at) => {
        last = at;
        return false;
      });
      end = begin;
    }
    return last;
  }
}

/** Tokens that are looked through at once on the way back. */
const STRETCH = 2 ** 16;

const isCounted = (watch: Watch): watch is CountedWatch => watch.hits !== undefined;
