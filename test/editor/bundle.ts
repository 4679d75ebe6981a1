/** Bundles the suite that runs inside the extension host. */
import path from 'node:path';
import { buildSync } from 'esbuild';
import { CACHE } from './install';

/** Path of the bundle. It lies within the repository, so that it finds mocha. */
export function bundleSuite(): string {
  const outfile = path.join(CACHE, 'suite.js');
  buildSync({
    entryPoints: [path.join(__dirname, 'suite.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
  });
  return outfile;
}
