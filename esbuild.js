/**
 * Builds dist/: the extension, the debug adapter, the command line, their workers, the model file and the engine's code for it.
 *
 *   node esbuild.js            once
 *   node esbuild.js --watch    the scripts again at every change (the model file only at the start)
 */
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const MODEL = 'dist/machine.stepformer';
const ENGINE = 'dist/machine.engine';
const MODEL_BUILDER = 'dist/model-build.js';

/** Programs that Node starts by file name; the workers of pages are part of the pages. */
const entries = ['extension', 'adapter', 'cli']
  .map((name) => `src/${name}.ts`)
  .concat(workers('src').filter((file) => !file.startsWith(path.join('src', 'views'))))
  .filter((file) => existsSync(file));

const options = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outdir: 'dist',
  entryNames: '[name]',
  sourcemap: true,
  // These two read files that lie beside their own scripts, so they stay packages in node_modules.
  external: ['vscode', '@yowasp/clang', '@vscode/dwarf-debugging'],
  logLevel: 'warning',
};

/** Gives `./some-worker?text` as text: the bundle of some-worker.ts, which a page starts from a blob. */
const workerText = {
  name: 'worker text',
  setup({ initialOptions, onResolve, onLoad }) {
    onResolve({ filter: /-worker\?text$/ }, (imported) => ({
      path: path.join(imported.resolveDir, imported.path.replace(/\?text$/, '.ts')),
      namespace: 'worker-text',
    }));
    onLoad({ filter: /./, namespace: 'worker-text' }, async ({ path: file }) => {
      const only = { entryPoints: [file], plugins: [], write: false, metafile: true };
      const { outputFiles, metafile } = await esbuild.build({ ...initialOptions, ...only });
      const watchFiles = Object.keys(metafile.inputs).map((input) => path.resolve(input));
      return { contents: outputFiles[0].text, loader: 'text', watchFiles };
    });
  },
};

/** The pages, which run in webviews, with their style sheets. */
const pages = {
  bundle: true,
  format: 'iife',
  target: 'chrome120',
  outdir: 'dist',
  entryPoints: { timeline: 'src/views/timeline/main.ts', inside: 'src/views/inside/main.tsx' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  plugins: [workerText],
  logLevel: 'warning',
};

/** For the tests of pages. */
module.exports = { pages };

if (require.main === module)
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });

async function main() {
  mkdirSync('dist', { recursive: true });
  if (process.argv.includes('--watch')) {
    for (const bundles of [{ ...options, entryPoints: entries }, pages])
      await (await esbuild.context(bundles)).watch();
  } else {
    await esbuild.build({ ...options, entryPoints: entries });
    await esbuild.build(pages);
  }
  await buildModel();
}

/** Worker threads' scripts: every file of src named worker.ts or something-worker.ts. */
function workers(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(^|-)worker\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** The model depends on nothing but the code that builds it, so it is built again when that code changed. */
async function buildModel() {
  const source = 'src/model-build.ts';
  if (!existsSync(source)) {
    console.warn(`${source} is not there: ${MODEL} was not built`);
    return;
  }
  const before = existsSync(MODEL_BUILDER) ? readFileSync(MODEL_BUILDER, 'utf8') : '';
  await esbuild.build({ ...options, sourcemap: false, entryPoints: [source] });
  const made = existsSync(MODEL) && existsSync(ENGINE);
  if (made && readFileSync(MODEL_BUILDER, 'utf8') === before) return;
  // A builder that fails must run again at the next build.
  rmSync(MODEL, { force: true });
  rmSync(ENGINE, { force: true });
  execFileSync(process.execPath, [MODEL_BUILDER, MODEL, ENGINE], { stdio: 'inherit' });
}
