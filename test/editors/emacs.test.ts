/** Emacs with dap-mode, driven for real with the configuration that docs/editors.md gives. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ADAPTER, startServer } from '../debugger/adapter-process';

const DOCUMENT = path.join(__dirname, '../../docs/editors.md');
const PROGRAM = path.join(__dirname, '../../samples/recursion.c');
const DEBIAN = ['emacs-nox', 'elpa-dap-mode'];
const EMACS = '/usr/bin/emacs';
const DAP_MODE = '/usr/share/emacs/site-lisp/elpa-src';

/** Installs both where that can be done, and says why it cannot. */
function installEmacs(): string | undefined {
  if (existsSync(EMACS) && existsSync(DAP_MODE)) return undefined;
  const command = `apt-get install ${DEBIAN.join(' ')}`;
  if (process.getuid?.() !== 0) return `Emacs and dap-mode are not installed: ${command}`;
  const options = {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  try {
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...DEBIAN], options);
    return undefined;
  } catch {
    return `Emacs and dap-mode cannot be installed here: ${command}`;
  }
}

/** What the document says is to be put into the init file. */
function configuration(): string {
  const block = /## Emacs: dap-mode\n\n```elisp\n(.*?)```/s.exec(readFileSync(DOCUMENT, 'utf8'));
  assert.ok(block, 'the document has no configuration of dap-mode');
  return block[1];
}

const SOURCE = readFileSync(PROGRAM, 'utf8').split('\n');
const lineOf = (text: string) => SOURCE.findIndex((line) => line.includes(text)) + 1;
const TAKE = lineOf('int disc = from');

/** What was seen in Emacs, line by line. */
async function drive(environment: Record<string, string> = {}): Promise<string[]> {
  const home = mkdtempSync(path.join(tmpdir(), 'stepformer-emacs-'));
  const init = path.join(home, 'init.el');
  writeFileSync(init, configuration());
  const script = path.join(__dirname, 'emacs.el');
  const { stdout } = await promisify(execFile)(EMACS, ['--batch', '-l', script], {
    timeout: 240_000,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      STEPFORMER_INIT: init,
      STEPFORMER_ADAPTER: ADAPTER,
      STEPFORMER_PROGRAM: PROGRAM,
      STEPFORMER_LINE: String(TAKE),
      ...environment,
    },
  });
  return stdout.trimEnd().split('\n');
}

/** The sample moves four discs from the left to the right. */
function checkTranscript(lines: readonly string[]): void {
  const [first, move] = [lineOf('move_tower(height - 1, from'), lineOf('move_disc(from')];
  const main = lineOf('move_tower(height, &left');
  const towers = `move_tower:${first} move_tower:${first} move_tower:${first}`;
  assert.deepEqual(lines.slice(0, 12), [
    `breakpoint: move_disc:${TAKE}, cursor in recursion.c:${TAKE}`,
    `stack: move_disc:${TAKE} move_tower:${move} ${towers} main:${main}`,
    `dap-next: move_disc:${TAKE + 1}, cursor in recursion.c:${TAKE + 1}`,
    'disc = 1',
    'from->count is 3',
    `stepformer-step-back: move_disc:${TAKE}, cursor in recursion.c:${TAKE}`,
    'from->count is 4',
    `dap-continue: move_disc:${TAKE}, cursor in recursion.c:${TAKE}`,
    'moves is 1',
    `stepformer-reverse-continue: move_disc:${TAKE}, cursor in recursion.c:${TAKE}`,
    'moves is 0',
    'terminated',
  ]);
  const output = lines.slice(12);
  assert.equal(output.length, 16);
  assert.equal(output[0], '  1: disc 1 from left to middle');
  assert.equal(output[15], '15 moves');
}

describe('Emacs with dap-mode', function () {
  this.timeout(300_000);

  before(function () {
    const obstacle = installEmacs();
    if (!obstacle) return;
    console.log(`      ${obstacle}`);
    this.skip();
  });

  it('debugs a C program over stdio, there and back', async () => {
    checkTranscript(await drive());
  });

  it('shows why a launch is refused', async () => {
    const wrong = path.join(mkdtempSync(path.join(tmpdir(), 'stepformer-')), 'wrong.c');
    writeFileSync(wrong, 'int main(void) { return count; }\n');
    const lines = await drive({ STEPFORMER_PROGRAM: wrong, STEPFORMER_LINE: '1' });
    assert.equal(lines.length, 1);
    assert.match(lines[0], /^refused: .*undeclared identifier 'count'/);
  });

  it('debugs a C program over TCP', async () => {
    const server = await startServer();
    try {
      checkTranscript(await drive({ STEPFORMER_PORT: String(server.port) }));
    } finally {
      server.child.kill();
    }
  });
});
