/** Makes a module smaller as long as it still does what it was found for. */
import { BuildError } from '../../src/toolchain/errors';
import type { RandomModule } from './generate';
import { cuts } from './tree';

/** Modules that are tried at most. */
const MOST_TRIES = 1500;

/** `isStill` may throw a `BuildError` where a candidate is no module. */
export async function shrink(
  module: RandomModule,
  isStill: (candidate: RandomModule) => Promise<boolean>,
): Promise<RandomModule> {
  let smallest = module;
  let tries = 0;
  const holds = async (candidate: RandomModule): Promise<boolean> => {
    tries++;
    try {
      return await isStill(candidate);
    } catch (error) {
      // A cut may leave a branch without its label.
      if (error instanceof BuildError) return false;
      throw error;
    }
  };
  for (let progress = true; progress && tries < MOST_TRIES; ) {
    progress = false;
    for (const candidate of candidates(smallest)) {
      if (tries >= MOST_TRIES) break;
      if (!(await holds(candidate))) continue;
      smallest = candidate;
      progress = true;
      break;
    }
  }
  return smallest;
}

function* candidates(module: RandomModule): Generator<RandomModule> {
  const { functions } = module;
  for (const [i, f] of functions.entries())
    for (const body of cuts(f.body))
      yield {
        ...module,
        functions: [...functions.slice(0, i), { ...f, body }, ...functions.slice(i + 1)],
      };
}
