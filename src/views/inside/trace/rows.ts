/** Rows of the trace that the page has asked for: pages of them, of which few are kept. */
import { signal } from '@preact/signals';
import type { TraceGrouping, TraceRow } from '../../../protocol/trace-requests';
import { ask } from '../channel';
import { generation, state } from '../store';

/** Rows of a page, and pages that are kept of a grouping. */
const PAGE = 100;
const KEPT = 40;

interface Page {
  readonly rows: readonly TraceRow[];
  /** When it was asked for; it is shown until a newer one is there. */
  readonly generation: number;
}

export class RowPages {
  /** All rows that there are; 0 until they are known. */
  readonly total = signal(0);
  /** Changes when there are other rows. */
  private readonly changes = signal(0);
  private readonly pages = new Map<number, Page>();
  /** What is wanted, by who wants it. */
  private readonly wanted = new Map<string, readonly [first: number, last: number]>();
  private asking = false;

  constructor(private readonly by: TraceGrouping) {}

  row(index: number): TraceRow | undefined {
    // Whoever shows it shows it again when it is there.
    this.changes.value;
    return this.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  }

  /** Asks for what is missing of the rows [first, last), in place of what the same part of the view wanted before. */
  want(part: string, first: number, last: number): void {
    this.wanted.set(part, [Math.max(0, first), last]);
    if (!this.asking) this.next();
  }

  /** Forgets everything: another program. */
  clear(): void {
    this.pages.clear();
    this.total.value = 0;
  }

  private isFresh(page: number): boolean {
    return this.pages.get(page)?.generation === generation.peek();
  }

  private missing(): number | undefined {
    for (const [first, last] of this.wanted.values())
      for (let page = Math.floor(first / PAGE); page * PAGE < last; page++)
        if (!this.isFresh(page)) return page;
    return undefined;
  }

  private async next(): Promise<void> {
    const page = state.peek().is === 'standing' ? this.missing() : undefined;
    if (page === undefined) return;
    this.asking = true;
    const now = generation.peek();
    try {
      const asks = { by: this.by, first: page * PAGE, count: PAGE };
      const { rows, total } = await ask('stepformer.trace', asks);
      this.keep(page, { rows, generation: now });
      this.total.value = total;
      this.changes.value++;
      this.asking = false;
      this.next();
    } catch {
      // The program goes on: what is wanted is asked for when it stands.
      this.asking = false;
    }
  }

  private keep(number: number, page: Page): void {
    this.pages.delete(number);
    this.pages.set(number, page);
    if (this.pages.size > KEPT) this.pages.delete(this.pages.keys().next().value as number);
  }
}

/** By grouping; tokens are also those of opened rows and of the strip. */
export const rowsBy: Readonly<Record<TraceGrouping, RowPages>> = {
  token: new RowPages('token'),
  instruction: new RowPages('instruction'),
  line: new RowPages('line'),
  call: new RowPages('call'),
};
