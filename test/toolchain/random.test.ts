import { generateModule } from './generate';
import { agreeWithV8 } from './oracle';
import { createRandom } from './random';

const MODULES = 200;
const INPUT = [1, 2, 3, 250];

/** Set it to replay one module. */
const only = process.env.STEPFORMER_SEED;

describe('random modules agree with V8', () => {
  it(`${only ? `seed ${only}` : `${MODULES} seeds`}`, async () => {
    const seeds = only ? [Number(only)] : Array.from({ length: MODULES }, (_, seed) => seed);
    for (const seed of seeds) {
      const wat = generateModule(createRandom(seed));
      try {
        await agreeWithV8(wat, INPUT);
      } catch (error) {
        throw new Error(
          `seed ${seed} (replay it with STEPFORMER_SEED=${seed}): ${(error as Error).message}${only ? `\n${wat}` : ''}`,
          { cause: error },
        );
      }
    }
  });
});
