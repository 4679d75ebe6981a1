/**
 * Tests that run inside VS Code's extension host, with its API. The same file serves the desktop editor
 * (electron.ts) and the server (host.test.ts); it is bundled first, since the host knows no TypeScript.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

const ID = 'stepformer.stepformer';

/** What VS Code calls; a rejection tells it that tests failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 180_000, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  define();
  const failures: string[] = [];
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('fail', (test, error) => failures.push(`${test.fullTitle()}: ${error.message}`));
  });
  if (failures.length) throw new Error(failures.join('\n'));
}

function define(): void {
  describe('the extension', () => {
    it('is there, for trusted folders only', () => {
      const extension = vscode.extensions.getExtension(ID);
      assert.equal(extension?.packageJSON.capabilities.untrustedWorkspaces.supported, false);
    });

    it('gives WebAssembly text its language', async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'wat', content: '' });
      assert.equal(document.languageId, 'wat');
    });

    it('has its commands', async () => {
      await vscode.extensions.getExtension(ID)?.activate();
      const commands = await vscode.commands.getCommands();
      for (const name of ['openSample', 'debugFile', 'goToToken', 'whoWrote', 'showTimeline'])
        assert(commands.includes(`stepformer.${name}`), name);
    });

    it('debugs: breakpoint, variable, disassembly, memory edit, step, end', debugs);
  });
}

async function debugs(): Promise<void> {
  const root = vscode.extensions.getExtension(ID)?.extensionPath as string;
  const program = path.join(root, 'samples/list.c');
  const document = await vscode.workspace.openTextDocument(program);
  const position = document.positionAt(document.getText().indexOf('node->value = value;'));
  const place = new vscode.Location(document.uri, position);
  vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);

  const stops = watchStops();
  const ended = new Promise((resolve) => vscode.debug.onDidTerminateDebugSession(resolve));
  const stopped = stops.next();
  const configuration = { type: 'stepformer', request: 'launch', name: 'list', program };
  assert(await vscode.debug.startDebugging(undefined, configuration));
  const session = await stopped;

  const frame = await topFrame(session);
  assert.deepEqual([frame.name, frame.line], ['push', position.line + 1]);
  const asked = { expression: 'value', frameId: frame.id };
  assert.equal((await session.customRequest('evaluate', asked)).result, '1');

  const { scopes } = await session.customRequest('scopes', { frameId: frame.id });
  const names = scopes.map((scope: { name: string }) => scope.name);
  for (const name of ['Locals', 'Registers', 'Residual stream', 'Attention'])
    assert(names.includes(name), name);

  const listing = await session.customRequest('disassemble', {
    memoryReference: frame.instructionPointerReference,
    instructionCount: 1,
  });
  assert.match(listing.instructions[0].instruction, /^local\.get/);

  await editsMemory(session);

  const stepped = stops.next();
  await session.customRequest('next', { threadId: 1 });
  await stepped;
  assert.equal((await topFrame(session)).line, position.line + 2);

  vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  await session.customRequest('continue', { threadId: 1 });
  await ended;
  stops.dispose();
}

/** Through the file system in which VS Code keeps a program's memory, as its memory view does. */
async function editsMemory(session: vscode.DebugSession): Promise<void> {
  const evaluate = async () => {
    const { id } = await topFrame(session);
    return session.customRequest('evaluate', { expression: 'value', frameId: id });
  };
  const { memoryReference } = await evaluate();
  const bytes = vscode.Uri.from({
    scheme: 'vscode-debug-memory',
    authority: session.id,
    path: `/${encodeURIComponent(memoryReference)}/memory.bin`,
    query: 'range=0:4',
  });
  assert.deepEqual([...(await vscode.workspace.fs.readFile(bytes))], [1, 0, 0, 0]);
  await vscode.workspace.fs.writeFile(bytes, Uint8Array.of(7, 1, 0, 0));
  assert.equal((await evaluate()).result, '263');
  assert.deepEqual([...(await vscode.workspace.fs.readFile(bytes))], [7, 1, 0, 0]);
}

/** Tells when a session stops; a tracker sees only sessions that start after it. */
function watchStops() {
  const waiting: ((session: vscode.DebugSession) => void)[] = [];
  const tracker = vscode.debug.registerDebugAdapterTrackerFactory('stepformer', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage({ event }: { event?: string }) {
        if (event === 'stopped') for (const wake of waiting.splice(0)) wake(session);
      },
    }),
  });
  return {
    next: () => new Promise<vscode.DebugSession>((resolve) => waiting.push(resolve)),
    dispose: () => tracker.dispose(),
  };
}

interface Frame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly instructionPointerReference: string;
}

async function topFrame(session: vscode.DebugSession): Promise<Frame> {
  return (await session.customRequest('stackTrace', { threadId: 1 })).stackFrames[0];
}
