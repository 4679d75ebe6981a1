/** Holds the tree to the law of imports that ARCHITECTURE.md states. Type-only imports count. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What a folder of src may import: folders or single files of ours, and modules from outside. */
const LAW: Record<string, { ours: string[]; outside: string[] }> = {
  program: { ours: [], outside: [] },
  model: { ours: [], outside: [] },
  graph: { ours: [], outside: [] },
  protocol: { ours: [], outside: [] },
  machine: { ours: ['program', 'graph', 'model'], outside: [] },
  compiler: { ours: ['graph', 'model'], outside: [] },
  toolchain: {
    ours: ['program'],
    outside: ['node:', '@yowasp/clang', '@vscode/dwarf-debugging', 'wabt', 'wasmparser'],
  },
  executor: { ours: ['model'], outside: [] },
  // The engine is one more executor, and leans on the hull where a model is of no special kind.
  engine: { ours: ['model', 'executor'], outside: ['node:'] },
  debugger: {
    // Of the executors it knows what all of them offer, and none in particular.
    ours: ['program', 'model', 'protocol', 'executor/executor', 'executor/keys', 'executor/marks'],
    outside: ['node:', '@vscode/debugadapter', '@vscode/debugprotocol', '@vscode/dwarf-debugging'],
  },
  // What a program may reach outside of itself, the same for whoever runs it.
  host: { ours: ['program'], outside: ['node:'] },
  editor: { ours: ['protocol'], outside: ['node:', 'vscode'] },
  // What runs in a webview: there is neither Node nor vscode.
  views: {
    ours: ['protocol'],
    outside: [
      'preact',
      '@preact/signals',
      'd3-scale',
      'd3-selection',
      'd3-shape',
      'd3-zoom',
    ].concat(['@dagrejs/dagre', 'modern-screenshot']),
  },
  // The thread in which a debugged program runs wires the engine to what the debugger asks of it.
  worker: {
    ours: [
      'program',
      'model',
      'machine',
      'executor',
      'engine',
      'host',
      'debugger/transformer',
      'debugger/expression',
    ],
    outside: ['node:'],
  },
  // The commands of the command line wire things together, as the entry points do; only cli.ts uses them.
  command: {
    ours: ['program', 'model', 'graph', 'machine', 'toolchain', 'executor', 'engine', 'host'],
    outside: ['node:'],
  },
};
const ENTRIES = ['extension.ts', 'adapter.ts', 'cli.ts', 'model-build.ts'];
const LONG = 400;

const root = path.resolve(__dirname, '../..');
const src = path.join(root, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => /\.tsx?$/.test(file))
  .sort();
const read = (file: string) => readFileSync(path.join(src, file), 'utf8');
const folderOf = (file: string) => file.split('/')[0];

/** What a file imports: files of ours as paths within src, other modules by name. */
function imports(file: string): string[] {
  return ts
    .preProcessFile(read(file))
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? path.posix.join('/', path.dirname(file), fileName) : fileName,
    );
}

function allowed(file: string, imported: string): boolean {
  const { ours, outside } = LAW[folderOf(file)];
  if (imported.startsWith('/'))
    return [folderOf(file), ...ours].some((name) => `${imported}/`.startsWith(`/${name}/`));
  return outside.some((name) =>
    name.endsWith(':') ? imported.startsWith(name) : `${imported}/`.startsWith(`${name}/`),
  );
}

describe('the house', () => {
  it('imports only what the law allows', () => {
    const broken = files
      .filter((file) => file.includes('/'))
      .flatMap((file) => imports(file).map((imported) => ({ file, imported })))
      .filter(({ file, imported }) => !allowed(file, imported));
    assert.deepEqual(broken, []);
  });

  it('has a law for each folder, and no law without a folder', () => {
    const folders = new Set(files.filter((file) => file.includes('/')).map(folderOf));
    assert.deepEqual([...folders].sort(), Object.keys(LAW).sort());
  });

  it('keeps entry points at the top of src, and nothing else', () => {
    const top = files.filter((file) => !file.includes('/'));
    assert.deepEqual(top, [...ENTRIES].sort());
  });

  it('describes each folder in ARCHITECTURE.md', () => {
    const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
    const missing = Object.keys(LAW).filter((folder) => !text.includes(`### src/${folder}\n`));
    assert.deepEqual(missing, []);
  });

  it(`seldom has files of more than ${LONG} lines`, () => {
    const long = files.filter((file) => read(file).split('\n').length > LONG);
    if (long.length) console.warn(`      long files: ${long.join(', ')}`);
    assert(long.length <= files.length / 20, long.join(', '));
  });
});
