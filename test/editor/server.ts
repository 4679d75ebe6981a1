/** A VS Code server of the tests' own, with an empty profile, and the browser that looks at it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { eventually, PATIENCE } from '../patience';
import type { Editor } from './install';

const SETTINGS = {
  'chat.disableAIFeatures': true,
  'debug.internalConsoleOptions': 'neverOpen',
  'debug.toolBarLocation': 'docked',
  'editor.hover.delay': 150,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export interface Workbench {
  /** The folder that is opened. */
  readonly folder: string;
  /** Where the server answers. */
  readonly url: string;
  readonly page: Page;
  /** What the server printed, for a failed test's report. */
  log(): string;
  close(): Promise<void>;
}

export interface Profile {
  /** Files of the folder that is opened: name → contents. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** Whether the page's address may name a test suite for the extension host; no toasts are shown then. */
  readonly suite?: boolean;
}

/** Starts a server and a browser page; nothing is opened in the page yet. */
export async function startWorkbench(editor: Editor, profile: Profile): Promise<Workbench> {
  const home = mkdtempSync(path.join(tmpdir(), 'stepformer-editor-'));
  const folder = path.join(home, 'folder');
  const [user, data, extensions] = ['user', 'server', 'extensions'].map((n) => path.join(home, n));
  for (const made of [folder, path.join(user, 'User'), extensions])
    mkdirSync(made, { recursive: true });
  writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify(SETTINGS));
  for (const [name, contents] of Object.entries(profile.files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }

  const places = [
    '--user-data-dir',
    user,
    '--server-data-dir',
    data,
    '--extensions-dir',
    extensions,
  ];
  const consent = ['--accept-server-license-terms', '--telemetry-level', 'off'];
  let output = '';
  const run = (args: readonly string[]): ChildProcess => {
    const child = spawn(editor.node, [editor.server, ...places, ...consent, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => {
        output += text;
      });
    return child;
  };

  if (profile.vsix) {
    const code = await ended(run(['--install-extension', profile.vsix]));
    if (code !== 0) throw new Error(`The extension could not be installed:\n${output}`);
  }

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const address = ['--host', '127.0.0.1', '--port', `${port}`, '--without-connection-token'];
  const driver = profile.suite ? ['--enable-smoke-test-driver'] : [];
  const server = run([...address, '--disable-workspace-trust', ...driver]);
  // The server's children must not outlive the tests, whatever ends them.
  const kill = () => {
    try {
      process.kill(-(server.pid as number), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', kill);

  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    process.off('exit', kill);
    const gone = ended(server);
    kill();
    await gone;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answering(url, server);
    browser = await chromium.launch({
      executablePath: editor.chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ]),
    });
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    return { folder, url, page, log: () => output, close };
  } catch (error) {
    await close();
    throw new Error(`The editor did not start: ${(error as Error).message}\n${output}`);
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  await eventually(async () => {
    if (server.exitCode === null) assert((await fetch(url)).ok, 'no good answer');
  });
  if (server.exitCode !== null) throw new Error('the server ended at once');
}
