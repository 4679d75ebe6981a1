import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Cost, costsOfAll } from './costs';
import { render } from './document';
import { readFindings } from './findings';

/** Executed instructions that an opcode may take, whatever its operands. */
const LIMITS: readonly (readonly [RegExp, number])[] = [
  [/^i64\.(add|sub|shl|shr_[su]|eqz|(eq|ne|[lg][te])(_[su])?)$/, 12],
  [/^f64\.(add|sub|mul)$/, 250],
];

describe('conformance', () => {
  let costs: readonly Cost[] = [];
  before(async () => {
    costs = await costsOfAll();
  });

  it('is documented as it is', () => {
    const file = path.join(__dirname, '../../docs/conformance.md');
    assert.equal(readFileSync(file, 'utf8'), render(costs, readFindings()));
  });

  for (const [pattern, limit] of LIMITS)
    it(`${pattern.source} takes at most ${limit} instructions`, () => {
      const limited = costs.filter(({ name }) => pattern.test(name));
      assert.ok(limited.length > 2);
      for (const { name, instructions } of limited)
        assert.ok(instructions.most <= limit, `${name} takes ${instructions.most}`);
    });
});
