/**
 * What would happen if something were changed, over the debug adapter in a real program; each kind against a dense
 * pass over the same tokens that is changed alike.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { firstDifference, Side } from '../../../src/debugger/inside/intervene/side';
import type { Change } from '../../../src/model/intervention';
import type { Intervention, WhatIf } from '../../../src/protocol/intervene-requests';
import type { Guess } from '../../../src/protocol/residual-requests';
import type { Timeline } from '../../../src/protocol/travel';
import { ChangedDense } from '../../engine/changed-dense';
import { machineModel } from '../../executor/model';
import type { Client } from '../client';
import { STORIES } from '../story';
import { type Ask, atEnd, end } from './at-end';

/** Tokens that are compared with the dense pass. */
const COMPARED = 12;
const model = machineModel();

describe('a run with something changed, against a dense pass that is changed alike', () => {
  let client: Client;
  let ask: Ask;
  let tokens: number[];
  /** Tokens that begin an operation, one from the middle of the run. */
  let begin: number;
  let real: ChangedDense;

  before(async () => {
    let recorded: number;
    ({ client, ask, recorded } = await atEnd(path.join(__dirname, 'small.wat')));
    const ids = new Map(model.tokens.map(({ text }, id) => [text, id]));
    const { rows } = await ask('stepformer.trace', { by: 'token', first: 0, count: 500 });
    tokens = rows.map(({ text }) => ids.get(text) as number);
    assert.equal(tokens.length, recorded);
    begin = tokens.findLastIndex((token) => model.tokens[token].text.startsWith('i32.add'));
    real = new ChangedDense(model, recorded, []);
    for (const token of tokens) real.append(token);
  });
  after(() => end(client));

  /** Fails unless tokens, and logits where they first differ, are those of the reference. */
  function assertDense({ rows, first }: WhatIf, at: number, change: Change): void {
    const dense = real.fork(at, [change]);
    let token = tokens[at];
    for (const row of rows) {
      if (row.position > at) {
        token = dense.predict();
        if (first?.position === row.position) {
          assertLogits(first.changedTop, dense);
          assertLogits(first.realTop, real.fork(at, []), row.position, at);
        }
        if (!row.changed) {
          assert.equal(model.tokens[token].host?.kind, 'stop');
          return;
        }
      }
      assert.equal(row.changed?.token, token, `token ${row.position}`);
      assert.equal(row.real?.token, tokens[row.position]);
      dense.append(token);
    }
  }

  /** `upTo`, `from`: the reference is to read the recorded tokens from one position up to another first. */
  function assertLogits(top: readonly Guess[], dense: ChangedDense, upTo = 0, from = 0): void {
    for (let at = from; at < upTo; at++) dense.append(tokens[at]);
    for (const { token, logit } of top) assert.equal(logit, dense.logit(token));
    assert.ok(top.every(({ logit }) => logit <= top[0].logit));
  }

  const head = (name: string) => {
    const { layer, head } = model.lookups.find((each) => each.name === name) ?? assert.fail(name);
    return { layer, head };
  };
  const { layer, head: stack } = head('stack');
  const cases: readonly [name: string, Intervention, Change['intervention']][] = [
    [
      'a head is ablated',
      { kind: 'ablate', lasting: false, layer, head: stack },
      { kind: 'ablate', layer, head: stack },
    ],
    [
      'a winner is forced',
      { kind: 'attend', lasting: true, layer, head: stack, to: 3 },
      { kind: 'attend', layer, head: stack, position: 3 },
    ],
    [
      'a slot is set',
      { kind: 'slot', lasting: false, layer: 5, attended: true, slot: 9, value: 7 },
      { kind: 'slot', layer: 5, attended: true, slot: 9, value: 7 },
    ],
    ...(['query', 'key', 'value', 'output'] as const).map(
      (matrix): [string, Intervention, Change['intervention']] => {
        const place = { matrix, layer, head: stack };
        const at = {
          row: matrix === 'output' ? 37 : 0,
          column: matrix === 'output' ? 0 : 37,
          value: 3,
        };
        return [
          `a weight of ${matrix} is changed`,
          { kind: 'weight', lasting: true, ...place, ...at },
          { kind: 'weight', place, ...at },
        ];
      },
    ),
    ...(['gate', 'neuron value', 'neuron output'] as const).map(
      (matrix): [string, Intervention, Change['intervention']] => {
        const at = { row: 2, column: 1, value: 0.25 };
        return [
          `a weight of ${matrix} is changed`,
          { kind: 'weight', lasting: true, matrix, layer: 6, ...at },
          { kind: 'weight', place: { matrix, layer: 6 }, ...at },
        ];
      },
    ),
    [
      'the next token is forced',
      { kind: 'token', lasting: false, token: 'i32.const/1' },
      { kind: 'token', token: 0 },
    ],
  ];

  for (const [name, asked, intervention] of cases)
    it(name, async () => {
      const answer = await ask('stepformer.intervene', {
        position: begin,
        interventions: [asked],
        tokens: COMPARED,
      });
      assertDense(answer, begin, { intervention, lasting: asked.lasting });
    });
});

describe('what would happen in a C program if something were changed', () => {
  let client: Client;
  let ask: Ask;
  let recorded: number;

  before(async () => {
    ({ client, ask, recorded } = await atEnd(path.join(STORIES, 'hello.c')));
  });
  after(() => end(client));

  it('has experiments for it, each of which makes a difference at once', async () => {
    const { experiments } = await ask('stepformer.experiments', { position: recorded - 2000 });
    assert.deepEqual(
      experiments.map(({ interventions: [{ kind }] }) => kind),
      ['ablate', 'token', 'weight'],
    );
    for (const { position, interventions } of experiments) {
      const { first, same } = await ask('stepformer.intervene', {
        ...{ position, interventions, tokens: 100 },
      });
      assert.ok(same < 12 && first?.position === position + 1 + same);
      assert.notEqual(first.changedTop[0].token, undefined);
      const told = await ask('stepformer.intervention', {
        ...{ position, intervention: interventions[0] },
      });
      assert.equal(told.changesNothing, false);
    }
  });

  it('has them in the code of the person, where that has run', async () => {
    // The program ends in the C library.
    const { rows } = await ask('stepformer.trace', { by: 'token', first: recorded - 1, count: 1 });
    assert.equal(rows[0].instruction?.line, undefined);
    const { experiments } = await ask('stepformer.experiments', { position: recorded - 1 });
    assert.equal(experiments.length, 3);
    for (const { position } of experiments) {
      const told = await ask('stepformer.token', { position: position + 1 });
      assert.ok(told.instruction?.file?.endsWith('hello.c'), `${told.instruction?.function}`);
    }
  });

  it('ends a run that is under way, and tells what there is of it', async () => {
    const { begin } = (await client.request('stepformer.timeline', { buckets: 1 })) as Timeline;
    const interventions: Intervention[] = [
      { kind: 'slot', layer: 11, attended: false, slot: 0, value: 1, lasting: true },
    ];
    const asked = { position: begin, interventions, tokens: 10_000 };
    const running = ask('stepformer.intervene', asked);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { tokens } = await ask('stepformer.interveneStop', undefined);
    const { changed } = await running;
    assert.ok(tokens !== undefined && tokens < 10_000, `${tokens} tokens`);
    assert.deepEqual([changed.tokens, changed.ended], [tokens, undefined]);
    assert.deepEqual(await ask('stepformer.interveneStop', undefined), {});
    const more = await ask('stepformer.intervene', { ...asked, tokens: tokens + 10 });
    assert.equal(more.changed.tokens, tokens + 10, 'it goes on from there');
  });

  it('tells the first byte that differs in what both write', async () => {
    const { begin } = (await client.request('stepformer.timeline', { buckets: 1 })) as Timeline;
    const { positions } = await ask('stepformer.find', {
      what: { kind: 'text', text: 'stdout ' },
      ...{ from: begin, direction: 'forward', limit: 1 },
    });
    const [position] = positions;
    const { real, changed, firstByte } = await ask('stepformer.intervene', {
      position: position - 1,
      interventions: [{ kind: 'token', token: 'stdout 58', lasting: false }],
      tokens: 500,
    });
    assert.equal(firstByte, 0);
    assert.deepEqual([real.differs, changed.differs], [0, 0]);
    assert.equal(changed.output[0], 'X');
  });

  it('leaves the real run as it is, and goes on where more is asked', async () => {
    const before = await ask('stepformer.trace', {
      by: 'token',
      first: recorded - 300,
      count: 300,
    });
    const [first] = (await ask('stepformer.experiments', { position: recorded - 2000 }))
      .experiments;
    const asked = { position: first.position, interventions: first.interventions };
    const some = await ask('stepformer.intervene', { ...asked, tokens: 50 });
    assert.equal(some.changed.tokens, 50);
    assert.equal(some.rows.length, 51);
    const more = await ask('stepformer.intervene', { ...asked, tokens: 250, count: 51 });
    assert.deepEqual(more.rows, some.rows);
    const from = asked.position + 240;
    const { rows } = await ask('stepformer.intervene', { ...asked, tokens: 250, from });
    assert.deepEqual(
      rows.map(({ position }) => position),
      Array.from({ length: 11 }, (_, i) => from + i),
    );
    const after = await ask('stepformer.trace', { by: 'token', first: recorded - 300, count: 300 });
    assert.deepEqual(after, before);
  });

  it('says that what changes nothing makes no difference, up to the end', async () => {
    const position = recorded - 200;
    const intervention: Intervention = {
      ...{ kind: 'weight', matrix: 'unembedding', lasting: true },
      ...{ token: 'halt', column: 50, value: weight('halt', 50) },
    };
    const told = await ask('stepformer.intervention', { position, intervention });
    assert.ok(told.changesNothing);
    const { first, differing, changed, real, same } = await ask('stepformer.intervene', {
      ...{ position, interventions: [intervention], tokens: 1000 },
    });
    assert.deepEqual([first, differing, same], [undefined, 0, 199]);
    assert.deepEqual(changed, real);
    assert.equal(changed.ended?.kind, 'end');
    assert.ok(changed.written === 0 || changed.output.length > 0);
  });

  it('tells both runs to belong to the same instructions where they are the same', async () => {
    const position = recorded - 1500;
    const { rows } = await ask('stepformer.intervene', {
      ...{ position, tokens: 190 },
      interventions: [
        { kind: 'slot', lasting: false, layer: 11, attended: false, slot: 0, value: 1 },
      ],
    });
    for (const { real, changed } of rows) assert.deepEqual(changed?.instruction, real?.instruction);
    assert.ok(rows.some(({ real }) => real?.instruction));
  });

  it('breaks, and says where and how', async () => {
    const { layer, head } = model.lookups.find(({ name }) => name === 'memory 0') ?? assert.fail();
    const { experiments } = await ask('stepformer.experiments', { position: recorded - 1000 });
    const [{ position }] = experiments;
    const { changed, firstInstruction } = await ask('stepformer.intervene', {
      position,
      interventions: [
        { kind: 'ablate', lasting: true, layer, head },
        { kind: 'ablate', lasting: true, layer: 4, head: 1 },
      ],
      tokens: 2000,
    });
    assert.ok(changed.ended, 'it goes on');
    assert.ok(['trap', 'repeats', 'end'].includes(changed.ended.kind), changed.ended.kind);
    assert.ok(firstInstruction);
  });

  const refused: readonly [object, RegExp][] = [
    [{ kind: 'ablate', layer: 12, head: 0 }, /no layer 12: choose one from 0 to 10/],
    [{ kind: 'ablate', layer: 3, head: 9 }, /no head in layer 3 9: choose one from 0 to 2/],
    [{ kind: 'ablate', layer: 3 }, /give a head/],
    [{ kind: 'attend', layer: 3, head: 1, to: 1e6 }, /cannot read token 1000000/],
    [{ kind: 'slot', layer: 0, slot: 96, value: 1 }, /no slot 96/],
    [{ kind: 'slot', layer: 0, slot: 9, value: 1e40 }, /too large/],
    [{ kind: 'token', token: 'i32.ad' }, /no token "i32.ad": choose one such as "i32.add"/],
    [{ kind: 'weight', matrix: 'bias', row: 0, column: 0, value: 1 }, /"bias" is none of/],
    [{ kind: 'fly' }, /"fly" is none of/],
  ];
  for (const [intervention, message] of refused)
    it(`refuses ${JSON.stringify(intervention)}`, async () => {
      const asks = { position: 21_000, intervention: intervention as Intervention };
      await assert.rejects(ask('stepformer.intervention', asks), message);
    });

  it('refuses a token that is not there, and a run in which nothing is changed', async () => {
    const interventions: Intervention[] = [];
    await assert.rejects(
      ask('stepformer.intervene', { position: 100, interventions, tokens: 1 }),
      /Nothing is changed/,
    );
    await assert.rejects(ask('stepformer.experiments', { position: 1e7 }), /There is no token/);
  });

  function weight(token: string, column: number): number {
    const row = model.tokens.findIndex(({ text }) => text === token);
    return model.unembedding[row * model.dModel + column];
  }
});

describe('what two runs write', () => {
  const stdout = (byte: number) =>
    model.tokens.findIndex(
      ({ host }) => host?.kind === 'output' && host.stream === 'stdout' && host.byte === byte,
    );
  function side(text: string, ended = false): Side {
    const made = new Side({} as never, model, 0);
    made.add(0, true, -1);
    for (const byte of Buffer.from(text)) made.add(stdout(byte), true, -1);
    if (ended) made.ended = { kind: 'end' };
    return made;
  }
  const cases: readonly [Side, Side, number | undefined, number | undefined][] = [
    [side('same'), side('same'), undefined, undefined],
    [side('abc'), side('abX'), 2, 2],
    // The second byte of a character: it begins one before, and is one in the text.
    [side('aé'), side('aè'), 2, 1],
    [side('ab'), side('abc'), undefined, undefined],
    [side('ab', true), side('abc'), 2, 2],
    // It lies before what is shown.
    [side(`a${'x'.repeat(3000)}`), side(`b${'x'.repeat(3000)}`), 0, undefined],
    [side(`${'x'.repeat(3000)}a`), side(`${'x'.repeat(3000)}b`), 3000, 1999],
  ];
  for (const [one, other, byte, at] of cases)
    it(`differs at byte ${byte}, character ${at}`, () => {
      assert.equal(firstDifference(one, other), byte);
      assert.equal(firstDifference(other, one), byte);
      assert.equal(one.run(byte).differs, at);
    });
});
