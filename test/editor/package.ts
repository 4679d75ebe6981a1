/** Packages the extension, once for all tests of a run. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './install';

let packaged: string | undefined;

/** Path of the .vsix. */
export function packageExtension(): string {
  if (packaged) return packaged;
  execFileSync('npm', ['run', 'package'], { cwd: ROOT, stdio: 'pipe' });
  packaged = path.join(ROOT, 'dist/stepformer.vsix');
  return packaged;
}
