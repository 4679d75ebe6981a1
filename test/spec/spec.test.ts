/** The runner of specification scripts, on scripts of our own: what holds passes, and what does not fails. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { judge } from './judge';
import { judgeFile, summary } from './report';
import { readScript } from './script';
import { createTransformer } from './transformer';

const EXPECTED: Record<string, { passed: number; outOfScope: number }> = {
  'arithmetic.wast': { passed: 13, outOfScope: 0 },
  'imports.wast': { passed: 11, outOfScope: 1 },
  'refused.wast': { passed: 8, outOfScope: 1 },
  'state.wast': { passed: 15, outOfScope: 0 },
};

const transformer = createTransformer(4);
const judgeText = (text: string) => judge(readScript(text), transformer);

describe('specification scripts', function () {
  this.timeout(120_000);

  for (const [name, { passed, outOfScope }] of Object.entries(EXPECTED))
    it(name, async () => {
      const verdicts = await judgeFile(path.join(__dirname, 'scripts', name), transformer);
      assert.deepEqual(
        verdicts.filter(({ outcome }) => outcome === 'failed'),
        [],
      );
      const file = summary(name, verdicts);
      const excluded = Object.values(file.outOfScope).reduce((sum, n) => sum + n, 0);
      assert.deepEqual({ passed: file.passed, outOfScope: excluded }, { passed, outOfScope });
    });

  it('runs some programs in the dense pass too', () => {
    assert.ok(transformer.denseRuns > 1);
    assert.ok(transformer.runs > transformer.denseRuns);
  });

  const MODULE = `(module (func (export "f") (param i32) (result i32)
    (i32.div_u (i32.const 12) (local.get 0))) (func (export "g")))`;
  const wrong: Record<string, string> = {
    'another result': '(assert_return (invoke "f" (i32.const 4)) (i32.const 4))',
    'another type': '(assert_return (invoke "f" (i32.const 4)) (f32.const 3))',
    'a result too few': '(assert_return (invoke "f" (i32.const 4)))',
    'a result too many': '(assert_return (invoke "g") (i32.const 0))',
    'a trap instead of a result': '(assert_return (invoke "f" (i32.const 0)) (i32.const 0))',
    'no trap': '(assert_trap (invoke "f" (i32.const 4)) "integer divide by zero")',
    'another trap': '(assert_trap (invoke "f" (i32.const 0)) "unreachable")',
    'no exhaustion': '(assert_exhaustion (invoke "g") "call stack exhausted")',
    'an unknown function': '(assert_return (invoke "h") (i32.const 0))',
    'an argument of another type': '(assert_return (invoke "f" (i64.const 4)) (i32.const 3))',
    'a module that is right': '(assert_invalid (module) "wrong")',
    'a module that links': '(assert_unlinkable (module) "wrong")',
    'no NaN': '(assert_return (invoke "f" (i32.const 4)) (f32.const nan:arithmetic))',
  };
  for (const [name, assertion] of Object.entries(wrong))
    it(`fails on ${name}`, async () => {
      const right = '(assert_return (invoke "f" (i32.const 4)) (i32.const 3))';
      const verdicts = await judgeText(`${MODULE} ${right} ${assertion} ${right}`);
      assert.deepEqual(verdicts.map(({ outcome }) => outcome).sort(), [
        'failed',
        'passed',
        'passed',
      ]);
    });
});
