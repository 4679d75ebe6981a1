/** The line tables that are read here, beside what the library makes of the same code. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { readLineParts } from '../../../src/debugger/dwarf/line-parts';
import { createLineTable, type LineRange } from '../../../src/debugger/lines';
import { customSection } from '../../../src/debugger/sections';
import { openSymbols } from '../../../src/debugger/symbols';
import { build } from '../../../src/toolchain/build';
import { createRandom } from '../../toolchain/random';
import { FIXTURES } from '../halted';

const SEED = Number(process.env.SEED ?? 1);
const FILES = ['caller.c', 'callee.c'].map((name) => path.join(FIXTURES, name));
const TYPES = [path.join(FIXTURES, 'types.c')];

async function moduleOf(files: readonly string[], flags: string): Promise<Uint8Array> {
  const { program } = await build({ files, cflags: flags.split(' ').filter(Boolean) });
  return program.module;
}

const partsOf = (module: Uint8Array) => readLineParts(module, FIXTURES, (file) => file);

/** The line of each byte, by its distance from the first one that has a line. */
function lineOfBytes(ranges: readonly LineRange[]): Map<number, string> {
  const begin = Math.min(...ranges.map(({ start }) => start));
  const lines = new Map<number, string>();
  for (const { file, line, start, end } of ranges)
    for (let at = start; at < end; at++) lines.set(at - begin, `${path.basename(file)}:${line}`);
  return new Map([...lines].sort(([a], [b]) => a - b));
}

describe('lines by their parts', () => {
  for (const files of [FILES, TYPES])
    for (const flags of ['', '-gdwarf-5', '-O1', '-O2 -gdwarf-5'])
      it(`are the lines of the library (${path.basename(files[0])} ${flags})`, async () => {
        const parts = partsOf(await moduleOf(files, flags));
        assert.ok(parts);
        // The code is the same, but that version is left to the library.
        const module = await moduleOf(files, `${flags} -gdwarf-3`);
        assert.equal(partsOf(module), undefined);
        const symbols = await openSymbols(
          module,
          files[0],
          () => undefined,
          (file) => file,
        );
        assert.ok(symbols);
        await symbols.dispose();
        assert.ok(symbols.ranges.length > 10);
        assert.ok(symbols.ranges.every(({ column }) => column === undefined));
        assert.deepEqual(lineOfBytes(parts), lineOfBytes(symbols.ranges));
      });

  it('say where in the line they are', async () => {
    const parts = partsOf(await moduleOf(FILES, ''));
    const lines = createLineTable(parts ?? []);
    const [file] = FILES;
    const columns = lines.places(file, 17, 17).map(({ column }) => column);
    // for (int i = 0; i < count; i++) {
    for (const column of [12, 19, 23, 31]) assert.ok(columns.includes(column), `${column}`);
    const [increment] = lines.from(file, 17, 31);
    assert.equal(lines.columnAt(increment.start), 31);
    assert.equal(lines.at(increment.start)?.line, 17);
  });

  it('are none, or others, where the section is damaged; nothing else happens', async () => {
    const module = await moduleOf(TYPES, '-gdwarf-5');
    const random = createRandom(SEED);
    for (let round = 0; round < 300; round++) {
      const damaged = module.slice();
      const section = customSection(damaged, '.debug_line');
      assert.ok(section);
      for (let i = 0; i < 4; i++) section[random.below(section.length)] = random.below(256);
      const parts = partsOf(damaged) ?? [];
      assert.ok(
        parts.every(({ start, end, line }) => start < end && line > 0),
        `seed ${SEED}, case ${round}`,
      );
    }
  });
});
