/** Byte offsets lead to the lines of the sources. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { build } from '../../src/toolchain/build';
import { createSourceLines } from '../../src/toolchain/lines';
import { assembleWat } from '../../src/toolchain/read';

const SAMPLE = path.join(__dirname, '../../samples/collatz.c');
/** Of `next`, the only statement of which is on line 9. */
const NEXT = { first: 7, last: 10 };

describe('source lines', () => {
  it('name file, line and column of every instruction of a C function', async () => {
    const { program, wasm } = await build({ files: [SAMPLE] });
    const lines = await createSourceLines(wasm);
    try {
      const index = program.functions.findIndex(({ name }) => name === 'next');
      const offsets = program.origins
        .filter((origin) => origin.function === index && origin.first)
        .map(({ offset }) => offset);
      assert.ok(offsets.length > 10);
      for (const offset of offsets) {
        const place = await lines.lineOf(offset);
        assert.equal(place?.file, SAMPLE);
        assert.ok(place.line >= NEXT.first && place.line <= NEXT.last, `line ${place.line}`);
      }
    } finally {
      await lines.dispose();
    }
  });

  it('are missing for the code of the libc and of modules without debug information', async () => {
    const { program, wasm } = await build({ files: [SAMPLE] });
    const printf = program.functions.find(({ name }) => name === 'printf');
    const lines = await createSourceLines(wasm);
    assert.equal(await lines.lineOf((printf?.bytes[0] ?? 0) + 10), undefined);
    await lines.dispose();

    const text = await createSourceLines(
      await assembleWat('a.wat', '(module (func (drop (i32.const 1))))'),
    );
    assert.equal(await text.lineOf(30), undefined);
    await text.dispose();
  });
});
