/** The rows of a trace, and what is found in it, against the steps of the interpreter. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { tokenWriter } from '../../../src/program/expect';
import { createInterpreter } from '../../../src/program/interpret';
import { writePrompt } from '../../../src/program/prompt';
import { TOKENS } from '../../../src/program/vocabulary';
import type { InsideRequests } from '../../../src/protocol/inside';
import type {
  FindRequest,
  FindWhat,
  TraceGrouping,
  TraceRow,
} from '../../../src/protocol/trace-requests';
import { build } from '../../../src/toolchain/build';
import { type Client, connect } from '../client';
import { STORIES } from '../story';

const FILE = path.join(STORIES, 'ledger.c');
const CFLAGS = ['-O0'];

/** What one executed instruction did. */
interface Step {
  readonly position: number;
  readonly end: number;
  readonly address: number;
  readonly depth: number;
  /** The number that it ended with. */
  readonly value: number | undefined;
  /** Bytes of the memory that it accessed, [from, to). */
  readonly accessed: readonly [number, number] | undefined;
  readonly op: string;
}

async function oracle() {
  const { program } = await build({ files: [FILE], cflags: CFLAGS });
  const prompt = writePrompt(program);
  const tokens = [...prompt.tokens];
  const steps: Step[] = [];
  const interpreter = createInterpreter(program, { output() {}, input: () => undefined });
  const write = tokenWriter(program, prompt);
  while (interpreter.stopped === undefined) {
    const { pc: address, callDepth: depth, stackDepth } = interpreter;
    const { op, a } = program.instructions[address];
    const position = tokens.length;
    const [, kind, bits = '32'] = /^i32\.(load|store)(8|16)?/.exec(op) ?? [];
    const base =
      kind === undefined ? 0 : a + interpreter.operand(stackDepth - (kind === 'load' ? 1 : 2));
    const step = interpreter.step();
    if (interpreter.stopped !== undefined) break;
    write(step, tokens);
    const spelled = step.length > 0 && TOKENS[tokens[tokens.length - 1]].family === 'digit';
    steps.push({
      position,
      end: tokens.length,
      address,
      depth,
      value: spelled ? step.value : undefined,
      accessed: kind === undefined ? undefined : [base, base + Number(bits) / 8],
      op,
    });
  }
  return { program, prompt, tokens, steps };
}

describe('the trace', () => {
  let client: Client;
  let known: Awaited<ReturnType<typeof oracle>>;

  const ask = <R extends keyof InsideRequests>(request: R, asks: InsideRequests[R]['asks']) =>
    client.request<InsideRequests[R]['answers']>(request, asks as object);

  before(async () => {
    known = await oracle();
    client = connect();
    await client.request('initialize', { linesStartAt1: true });
    await client.request('launch', { program: FILE, cflags: CFLAGS, stopOnExit: true });
    await client.request('configurationDone');
    const { event, body } = await client.event('stopped', 'terminated');
    assert.equal(event === 'stopped' && body.reason, 'exit');
  });

  after(async () => {
    await client.request('disconnect');
    client.close();
  });

  /** All rows of a grouping, asked for by and by. */
  async function allRows(by: TraceGrouping): Promise<TraceRow[]> {
    const rows: TraceRow[] = [];
    for (;;) {
      const answer = await ask('stepformer.trace', { by, first: rows.length, count: 500 });
      rows.push(...answer.rows);
      if (rows.length >= answer.total) return rows;
      assert.ok(answer.rows.length > 0);
    }
  }

  const begin = () => known.prompt.tokens.length;
  const generated = (rows: readonly TraceRow[]) =>
    rows.filter(({ position }) => position >= begin());

  /** Where rows must begin if steps with the same key, at one depth, make one. */
  const groupsBy = (key: (step: Step) => unknown) =>
    known.steps.filter((step, i) => {
      const before = known.steps[i - 1];
      return !before || key(before) !== key(step) || before.depth !== step.depth;
    });

  it('by token: has every token, and where it belongs', async () => {
    const rows = await allRows('token');
    assert.deepEqual(
      rows.map(({ text }) => text),
      known.tokens.map((token) => TOKENS[token].text),
    );
    assert.deepEqual(
      rows.map(({ row, position, tokens }) => [row, position, tokens]),
      rows.map((_, i) => [i, i, 1]),
    );
    for (const { position, end, address, depth } of known.steps)
      for (const row of rows.slice(position, end)) {
        assert.equal(row.instruction?.address, address, `token ${row.position}`);
        assert.equal(row.depth, depth);
        assert.equal(row.by, 'model');
      }
    assert.deepEqual(
      rows.filter(({ begins }) => begins).map(({ position }) => position),
      (await allRows('instruction')).map(({ position }) => position),
    );
    known.prompt.positions.forEach((position, address) => {
      assert.equal(rows[position].instruction?.address, address);
      assert.equal(rows[position].by, 'prompt');
    });
  });

  it('by instruction: a row for each step, with its result', async () => {
    const rows = await allRows('instruction');
    assert.deepEqual(
      generated(rows).map((row) => [
        row.position,
        row.tokens,
        row.instruction?.address,
        row.depth,
        row.value,
      ]),
      known.steps.map(({ position, end, address, depth, value }) => [
        position,
        end - position,
        address,
        depth,
        value,
      ]),
    );
  });

  it('by line and by call: rows begin where the line or the call is another', async () => {
    const lines = generated(await allRows('line'));
    const instruction = new Map(
      generated(await allRows('instruction')).map((row) => [row.position, row.instruction]),
    );
    const line = (step: Step) => {
      const place = instruction.get(step.position);
      return place?.line === undefined ? place?.function : `${place.file}:${place.line}`;
    };
    assert.deepEqual(
      lines.map(({ position }) => position),
      groupsBy(line).map(({ position }) => position),
    );
    assert.deepEqual(
      generated(await allRows('call')).map(({ position, depth }) => [position, depth]),
      groupsBy(({ address }) => known.program.origins[address].function).map(
        ({ position, depth }) => [position, depth],
      ),
    );
  });

  it('rows partition all tokens, and every token is in its row', async () => {
    for (const by of ['token', 'instruction', 'line', 'call'] as const) {
      const rows = await allRows(by);
      assert.equal(rows[0].position, 0);
      assert.equal(
        rows.reduce((sum, { tokens }) => sum + tokens, 0),
        known.tokens.length,
      );
      for (const position of [0, 15, begin() - 1, begin(), 5_000, known.tokens.length - 1]) {
        const answer = await ask('stepformer.traceRow', { by, position });
        const row = rows[answer.row];
        assert.ok(row.position <= position && position < row.position + row.tokens);
        assert.equal(answer.rows, rows.length);
      }
    }
  });

  it('the tail: the last tokens', async () => {
    const { rows } = await ask('stepformer.tail', { count: 20 });
    const last = (await allRows('token')).slice(-21, -1);
    assert.deepEqual(
      rows,
      last.map(({ value: _, ...row }) => row),
    );
  });

  async function findAll(what: FindWhat, direction: FindRequest['direction']) {
    const positions: number[] = [];
    let from = direction === 'forward' ? 0 : known.tokens.length;
    for (;;) {
      const found = await ask('stepformer.find', { what, from, direction, limit: 100 });
      positions.push(...found.positions);
      if (found.complete) return positions;
      from = direction === 'forward' ? found.to : found.from - 1;
    }
  }

  /** Both ways, against what is expected. */
  async function assertFound(what: FindWhat, expected: readonly number[]) {
    assert.deepEqual(await findAll(what, 'forward'), expected);
    assert.deepEqual(await findAll(what, 'backward'), [...expected].reverse());
  }

  const tokensWhere = (holds: (token: (typeof TOKENS)[number], at: number) => boolean) =>
    known.tokens.flatMap((token, at) => (holds(TOKENS[token], at) ? [at] : []));

  it('finds texts and operations', async () => {
    await assertFound(
      { kind: 'text', text: 'JUMP' },
      tokensWhere(({ text }) => text.includes('jump')),
    );
    const calls = known.steps.filter(({ op }) => op === 'call').map(({ position }) => position);
    assert.ok(calls.length > 0);
    await assertFound({ kind: 'operation', name: 'call' }, calls);
  });

  it('finds numbers', async () => {
    for (const value of [12, -1, 1024]) {
      const spells = (at: number) => {
        let number = 0;
        for (let lane = 0; lane < 4; lane++) {
          const token = TOKENS[known.tokens[at - lane]];
          if (!['digit', 'imm'].includes(token?.family) || token.lane !== lane) break;
          number += token.value * 256 ** lane;
        }
        return number === value >>> 0;
      };
      const expected = tokensWhere(
        ({ family, lane }, at) => ['digit', 'imm'].includes(family) && lane === 0 && spells(at),
      );
      assert.ok(expected.length > 0, String(value));
      await assertFound({ kind: 'value', value }, expected);
    }
  });

  it('finds accesses to a byte', async () => {
    const counts = new Map<number, number>();
    for (const { accessed } of known.steps)
      if (accessed) counts.set(accessed[0], (counts.get(accessed[0]) ?? 0) + 1);
    const [[address]] = [...counts].sort((a, b) => b[1] - a[1]);
    const accesses = known.steps.filter(
      ({ accessed }) => accessed && accessed[0] <= address + 1 && address + 1 < accessed[1],
    );
    const found = await findAll({ kind: 'address', address: address + 1 }, 'forward');
    assert.deepEqual(
      found.filter((at) => at >= begin()),
      accesses.map(({ position }) => position),
    );
    assert.ok(accesses.length > 10);
  });

  it('finds lines where they begin and functions where they are called', async () => {
    const rows = generated(await allRows('line'));
    const line = rows.find(({ instruction }) => instruction?.function === 'main')?.instruction;
    assert.ok(line?.line !== undefined && line.file);
    const { file, line: number } = line;
    await assertFound(
      { kind: 'line', file, line: number },
      rows
        .filter(({ instruction: at }) => at?.file === file && at.line === number)
        .map(({ position }) => position),
    );
    const called = known.program.functions.find(({ name }) => name === 'printf') ?? assert.fail();
    await assertFound(
      { kind: 'function', name: 'printf' },
      known.steps
        .filter(
          ({ address, depth }, i) => address === called.begin && depth > known.steps[i - 1].depth,
        )
        .map(({ position }) => position),
    );
  });

  it('says what cannot be found', async () => {
    const refused = (what: FindWhat, message: RegExp) =>
      assert.rejects(
        ask('stepformer.find', { what, from: 0, direction: 'forward', limit: 1 }),
        message,
      );
    await refused({ kind: 'operation', name: 'fly' }, /No token is called "fly"/);
    await refused({ kind: 'line', line: 9999 }, /No instruction belongs to line 9999/);
    await refused({ kind: 'function', name: 'nobody' }, /no function "nobody"/);
    await refused({ kind: 'head', layer: 99, head: 0 }, /no head L99H0/);
    await refused({ kind: 'smell' } as never, /what\.kind/);
  });
});
