/** Damaged modules, and such as ask for much, end in an orderly way; `npm run mutate` tries many more. */
import assert from 'node:assert/strict';
import { nestingOf } from '../../src/toolchain/nesting';
import { machineEngine } from '../executor/engine';
import { caseAt } from './child';
import { MODULES, REFUSALS, TEXTS } from './hostile';
import { type Judged, judge, judgeText } from './judge';
import { type Seed, seeds } from './seeds';

const SEED = Number(process.env.SEED ?? 1_000_000);
const CASES = 100;

function assertRefusal(name: string, { verdict, message }: Judged): void {
  const expected = REFUSALS[name];
  if (expected === undefined) return;
  assert.equal(verdict, 'refused');
  assert.match(message, expected);
}

describe(`damaged modules, seed ${SEED}`, () => {
  let from: Seed[];
  before(async () => {
    from = await seeds();
    machineEngine();
  });

  it('are refused, trap, end or come to a limit', async () => {
    for (let at = SEED; at < SEED + CASES; at++) {
      const { name, wasm } = caseAt(at, from);
      await judge(wasm).catch((error) => {
        throw new Error(`${name}; replay it with: npm run mutate -- --seed ${at} --cases 1`, {
          cause: error,
        });
      });
    }
  });

  it('are none where nothing is damaged', async () => {
    const verdicts = await Promise.all(from.map(async ({ wasm }) => (await judge(wasm)).verdict));
    assert.ok(!verdicts.includes('refused'), verdicts.join());
  });
});

describe('modules that ask for much', () => {
  for (const [name, make] of Object.entries(MODULES))
    it(name, async () => {
      assertRefusal(name, await judge(make()));
    });
});

describe('texts that ask for much', () => {
  for (const [name, make] of Object.entries(TEXTS))
    it(name, async () => {
      assertRefusal(name, await judgeText(make()));
    });

  it('nest as deep as their brackets and constructs', () => {
    const cases: [string, number][] = [
      ['(module (func))', 0],
      ['(module (func (block (loop))))', 2],
      ['(module (func block loop end end block end))', 2],
      ['(module (func (if (then block end))))', 3],
      ['(module (; (((( ;) (data "((((\\"((") (func) ;; ((((\n)', 0],
    ];
    for (const [text, depth] of cases) assert.equal(nestingOf(text), depth, text);
  });
});
