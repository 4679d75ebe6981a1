/** Arguments that are missing or of another kind are named in the answer, and change nothing. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { type Client, connect } from './client';

const PROGRAM = path.join(__dirname, '../corpus/wat-loop.wat');

describe('wrong arguments', () => {
  let client: Client;
  beforeEach(() => {
    client = connect();
  });
  afterEach(() => client.close());

  const refused = (command: string, args: object, message: string) =>
    assert.rejects(client.request(command, args), { message });

  it('of a launch are named as in the launch configuration, and the next launch works', async () => {
    const wrong: [object, string][] = [
      [{ program: 5 }, '"program" in the launch configuration must be a text: correct it.'],
      [{ args: 'x' }, '"args" in the launch configuration must be a list: correct it.'],
      [{ args: [1] }, '"args[0]" in the launch configuration must be a text: correct it.'],
      [{ env: { A: 1 } }, '"env" in the launch configuration must be texts by name: correct it.'],
      [
        { maxTokens: -1 },
        '"maxTokens" in the launch configuration must be a number, not negative: correct it.',
      ],
    ];
    for (const [given, message] of wrong)
      await refused('launch', { program: PROGRAM, ...given }, message);
    await client.request('launch', { program: PROGRAM });
  });

  it('of other requests are named with their place', async () => {
    await refused(
      'setBreakpoints',
      { source: { path: PROGRAM }, breakpoints: [{ line: 1 }, { line: '2' }] },
      'The request "setBreakpoints" was sent wrongly: "breakpoints[1].line" must be a whole number.',
    );
    await refused(
      'readMemory',
      { memoryReference: '0x0', count: 1e9 },
      'The request "readMemory" was sent wrongly: "count" must be a whole number from 0 to 1048576.',
    );
    await refused(
      'scopes',
      [],
      'The request "scopes" was sent wrongly: "arguments" must be an object.',
    );
  });

  it('that are null are absent', async () => {
    await client.request('launch', { program: PROGRAM, stdin: null, args: null, env: null });
    await refused(
      'evaluate',
      { expression: null },
      'The request "evaluate" was sent wrongly: "expression" must be a text.',
    );
  });
});
