/** What the .vsix holds, and what it must not hold. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { packageExtension } from './package';

const NEEDED = [
  'package.json',
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'dist/extension.js',
  'dist/adapter.js',
  'dist/cli.js',
  'dist/compile-worker.js',
  'dist/engine-worker.js',
  'dist/inside.css',
  'dist/inside.js',
  'dist/timeline.css',
  'dist/timeline.js',
  'dist/machine.engine',
  'dist/machine.stepformer',
  'media/icon.png',
  'samples/sudoku.c',
  'syntaxes/wat.tmLanguage.json',
  'node_modules/@yowasp/clang/gen/llvm.core.wasm',
  'node_modules/@vscode/dwarf-debugging/dist/SymbolsBackend.wasm',
];
const UNWANTED = /\.(ts|map)$|^(src|test|\.vscode|\.ci|\.cache)\//;

describe('the package', function () {
  this.timeout(180_000);
  let files: string[];

  before(() => {
    const zip = readFileSync(packageExtension());
    files = entryNames(zip).flatMap((name) => name.split(/^extension\//)[1] ?? []);
    console.log(`      ${(zip.length / 2 ** 20).toFixed(1)} MiB in ${files.length} files`);
  });

  it('holds what the extension needs', () => {
    assert.deepEqual(
      NEEDED.filter((file) => !files.includes(file)),
      [],
    );
  });

  it('holds no sources, tests or maps', () => {
    assert.deepEqual(
      files.filter((file) => UNWANTED.test(file)),
      [],
    );
  });
});

/** Names in the central directory of a zip file. */
function entryNames(zip: Buffer): string[] {
  const end = zip.lastIndexOf('PK\x05\x06');
  const names: string[] = [];
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32BE(at) === 0x504b0102; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    names.push(zip.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
