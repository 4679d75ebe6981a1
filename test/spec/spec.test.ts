/** The runner of specification scripts, on scripts of our own: what holds passes, and what does not fails. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { judge } from './judge';
import { judgeFile, summary } from './report';
import { readScript } from './script';
import { createTransformer } from './transformer';

const EXPECTED: Record<string, { passed: number; outOfScope: number }> = {
  'arithmetic.wast': { passed: 13, outOfScope: 0 },
  'bulk.wast': { passed: 26, outOfScope: 0 },
  'control.wast': { passed: 16, outOfScope: 0 },
  'floats.wast': { passed: 27, outOfScope: 0 },
  'imports.wast': { passed: 11, outOfScope: 0 },
  'linking.wast': { passed: 35, outOfScope: 1 },
  'refused.wast': { passed: 8, outOfScope: 5 },
  'state.wast': { passed: 15, outOfScope: 0 },
  'tables.wast': { passed: 17, outOfScope: 0 },
  'traps.wast': { passed: 12, outOfScope: 0 },
  'writing.wast': { passed: 16, outOfScope: 0 },
};

const transformer = createTransformer(4);
const judgeText = (text: string) => judge(readScript(text), transformer);

describe('specification scripts', () => {
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

  const MODULE = `(module $module (func (export "f") (param i32) (result i32)
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
    'an action that traps': '(invoke "f" (i32.const 0))',
    'a start function that traps': '(module $m (func $s (unreachable)) (start $s))',
    'a module that needs what is not there': '(module $m (import "none" "f" (func)))',
    'a segment that does not fit': '(module $m (memory 1) (data (i32.const 65536) "x"))',
    'a start function that does not trap': '(assert_trap (module (func $s) (start $s)) "x")',
    'an unknown module': '(assert_return (invoke $m "f" (i32.const 4)) (i32.const 3))',
  };
  it('fails where what an action has left behind is not what is asserted', async () => {
    const verdicts = await judgeText(`
      (module (global $n (mut i32) (i32.const 1)) (memory 1)
        (func (export "add") (result i32)
          (global.set $n (i32.add (global.get $n) (i32.const 1)))
          (i32.store8 (i32.const 9) (global.get $n))
          (global.get $n))
        (func (export "trap") (drop (call 0)) (unreachable))
        (func (export "byte") (result i32) (i32.load8_u (i32.const 9))))
      (assert_return (invoke "add") (i32.const 2))
      (assert_return (invoke "add") (i32.const 2))
      (assert_trap (invoke "trap") "unreachable")
      (assert_return (invoke "byte") (i32.const 3))
      (assert_return (invoke "byte") (i32.const 4))`);
    assert.deepEqual(
      verdicts.map(({ outcome }) => outcome),
      ['passed', 'failed', 'passed', 'failed', 'passed'],
    );
  });

  for (const [name, assertion] of Object.entries(wrong))
    it(`fails on ${name}`, async () => {
      const right = '(assert_return (invoke $module "f" (i32.const 4)) (i32.const 3))';
      const verdicts = await judgeText(`${MODULE} ${right} ${assertion} ${right}`);
      assert.deepEqual(verdicts.map(({ outcome }) => outcome).sort(), [
        'failed',
        'passed',
        'passed',
      ]);
    });
});
