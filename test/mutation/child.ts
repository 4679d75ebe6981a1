/** A process that judges cases one by one, so that what kills it or never ends is seen from outside. */
import { createRandom } from '../toolchain/random';
import { judge, type Verdict } from './judge';
import { mutate } from './mutate';
import { type Seed, seeds } from './seeds';

/** The cases `from` to `to - 1`. */
export interface Order {
  readonly from: number;
  readonly to: number;
}

export type News =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'judged';
      readonly at: number;
      readonly verdict?: Verdict;
      /** What was thrown that must not be. */
      readonly fault?: string;
      readonly rss: number;
    };

/** The module of a case, which depends on its number alone. */
export function caseAt(at: number, from: readonly Seed[]): { name: string; wasm: Uint8Array } {
  const random = createRandom(at);
  const { name, wasm } = random.pick(from);
  return { name, wasm: mutate(wasm, random, random.pick(from).wasm) };
}

async function main(): Promise<void> {
  const tell = (news: News) => process.send?.(news);
  const all = await seeds();
  process.on('message', async ({ from, to }: Order) => {
    for (let at = from; at < to; at++) {
      const { name, wasm } = caseAt(at, all);
      const { rss } = process.memoryUsage();
      try {
        const { verdict } = await judge(wasm);
        tell({ kind: 'judged', at, verdict, rss });
      } catch (error) {
        tell({ kind: 'judged', at, fault: `${name}: ${(error as Error).stack}`, rss });
      }
    }
  });
  tell({ kind: 'ready' });
}

if (require.main === module) main();
