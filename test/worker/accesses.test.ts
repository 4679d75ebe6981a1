/**
 * Which tokens access a byte, against asking the state as of each load and store by itself: in a run that loads and
 * stores at random, over several chunks of the KV cache, in which a person goes back and changes things.
 */
import assert from 'node:assert/strict';
import { precompileMachine } from '../../src/command/precompile';
import { lookupNamed } from '../../src/model/names';
import { editTokens } from '../../src/program/edits';
import { OPERATIONS, takesDigitsBefore } from '../../src/program/operations';
import { writePrompt } from '../../src/program/prompt';
import { TOKENS, VARIANTS } from '../../src/program/vocabulary';
import { Journey } from '../../src/worker/journey';
import { MEMORY_OPERATIONS } from '../../src/worker/memory-operations';
import { machineModel } from '../executor/model';
import { programOf } from '../toolchain/oracle';
import { createRandom, type Random } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 1);
/** Bytes that are accessed. */
const BYTES = 64;
const LENGTH = 60_000;
const REQUESTS = 300;

/** A memory access at random: within some bytes, with other values below it on the operand stack. */
function statement(random: Random): string {
  const bits = random.pick(['', '8', '16']);
  const offset = random.pick(['', '', 'offset=7', 'offset=20']);
  const r = '(global.get $r)';
  const next = `(i32.mul ${r} (i32.const ${2 * random.below(5000) + 1}))`;
  const step = `(global.set $r (i32.add ${next} (i32.const ${random.below(999)})))`;
  const address = `(i32.and (i32.shr_u ${r} (i32.const ${random.below(20)})) (i32.const ${BYTES - 1}))`;
  const load = `(i32.load${bits && `${bits}_${random.pick(['s', 'u'])}`} ${offset} ${address})`;
  const store = (value: string) => `(i32.store${bits} ${offset} ${address} ${value})`;
  const deeper = (value: string) => `(call $deeper ${value})`;
  switch (random.below(5)) {
    case 0:
      return `${step} ${store(r)}`;
    case 1:
      return `${step} ${store(load)}`;
    case 2:
      return `${step} (global.set $r (i32.xor ${r} ${load}))`;
    case 3:
      return `${step} (i32.const 5) ${address} ${deeper(load)} (drop) (i32.load) (drop) (drop)`;
    default:
      return `${step} (drop (i32.add (i32.add ${load} ${load}) ${deeper(r)}))`;
  }
}

const program = (random: Random, end: string) => `(module
  (memory 1)
  (data (i32.const 8) "given")
  (global $r (mut i32) (i32.const ${random.below(1000)}))
  (func $deeper (param $x i32) (result i32)
    (i32.load (i32.and (local.get $x) (i32.const ${BYTES - 1}))))
  (func (export "run") (result i32)
    (local $i i32)
    (loop $again
      ${Array.from({ length: 30 }, () => statement(random)).join('\n      ')}
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 60))))
    ${end}
    (i32.const 0)))`;

interface Run {
  readonly journey: Journey;
  readonly begin: number;
  /** Tokens with which a person wrote to a byte. */
  changed: readonly { readonly position: number; readonly address: number }[];
}

async function started(random: Random, end = ''): Promise<Run> {
  const model = machineModel();
  precompiled ??= precompileMachine(model);
  const built = await programOf(program(random, end));
  const prompt = writePrompt(built);
  const begins = new Uint8Array((prompt.positions.at(-1) ?? -1) + 1);
  prompt.positions.forEach((position, address) => {
    begins[position] = built.origins[address].first ? 1 : 0;
  });
  const outside = { write() {}, pauses: () => false };
  const journey = new Journey(model, { precompiled }, outside);
  const { frameSize } = built;
  journey.read(prompt.tokens, { args: [] }, { frameSize, begins });
  return { journey, begin: prompt.tokens.length, changed: [] };
}
let precompiled: ReturnType<typeof precompileMachine> | undefined;

function goOn({ journey }: Run, budget: number): void {
  const marks = new Uint8Array(journey.past.reader.length);
  journey.forward({ budget, leaving: true, marks, level: 0, tests: [], watches: [] });
}

/** Goes to an operation, and writes to a byte before it. */
function change(
  run: Run,
  random: Random,
  from = random.below(run.journey.past.reader.length),
): void {
  const { journey, begin } = run;
  const { reader, walk } = journey.past;
  const operationAt = (at: number) =>
    OPERATIONS[VARIANTS[TOKENS[reader.token(at)].value].operation].name;
  // Where digits come before an operation, they would have to be written again.
  journey.goTo(
    walk.forward(Math.max(begin, from), reader.length, (at) => !takesDigitsBefore(operationAt(at))),
  );
  const { cursor } = journey;
  const address = random.below(BYTES);
  const tokens = editTokens({ kind: 'memory', address, width: 1, value: random.below(256) });
  run.changed = [
    ...run.changed.filter(({ position }) => position < cursor),
    { position: cursor + tokens.length - 1, address },
  ];
  journey.edit(tokens, 'a byte');
}

/** Each load and store is asked for by itself: its operand and its immediate, as of the token. */
function slowAccesses({ journey, begin, changed }: Run, address: number): number[] {
  const { reader, probe, stackWalk } = journey.past;
  const given = probe.writerOfByte(address, begin - 1);
  const changes = changed.filter((change) => change.address === address);
  const found = [given, ...changes.map(({ position }) => position)].filter((at) => at >= 0);
  stackWalk.forward(begin, reader.length, (at, pc, entries) => {
    const operation = MEMORY_OPERATIONS.get(reader.token(at));
    if (!operation) return false;
    const entry = entries - (operation.kind === 'load' ? 1 : 2);
    const first = probe.operand(entry, at - 1) + probe.number(pc + operation.immediate, at);
    if (first <= address && address < first + operation.width) found.push(at);
    return false;
  });
  return found.sort((a, b) => a - b);
}

describe(`accesses, seed ${SEED}`, () => {
  const random = createRandom(SEED);
  let run: Run;

  before(async () => {
    run = await started(random);
    goOn(run, LENGTH);
  });

  /** Random parts of the run, forward and backward. */
  function assertSearches(): void {
    const { journey } = run;
    const { length } = journey.past.reader;
    const known = new Map<number, number[]>();
    let found = 0;
    for (let n = 0; n < REQUESTS; n++) {
      const address = random.below(BYTES + 24);
      const all = known.get(address) ?? slowAccesses(run, address);
      known.set(address, all);
      const [from, to] = [random.below(length), random.below(length + 1)].sort((a, b) => a - b);
      const direction = random.pick(['forward', 'backward'] as const);
      const limit = 1 + random.below(2000);
      const answer = journey.search({
        what: { kind: 'byte', address },
        from,
        to,
        direction,
        limit,
      });
      const within = all.filter((at) => at >= from && at < to);
      const expected = (direction === 'forward' ? within : within.reverse()).slice(0, limit);
      // It has looked through as much as it says.
      const looked = expected.filter((at) => at >= answer.from && at < answer.to);
      assert.deepEqual(
        answer.positions,
        looked,
        `byte ${address} in [${from}, ${to}) ${direction}`,
      );
      found += looked.length;
    }
    assert.ok(found > 1000, `${found} accesses`);
  }

  /** Asked along with the tokens, each store tells what it does when it is asked at random. */
  function assertInOrder(reader = run.journey.past.reader): void {
    const last = reader.length - 1;
    for (const name of ['stack', 'locals', 'memory 0', 'memory 3', 'numbers']) {
      const lookup = lookupNamed(reader.model, name);
      const { value } = reader.probe(lookup);
      const inOrder = reader.valueInOrder(lookup);
      const assertSame = (address: number, asOf: number) => {
        const told = `${name} ${address} as of ${asOf}`;
        assert.equal(inOrder(address, asOf), value(address, asOf), told);
      };
      for (let asOf = random.below(last); asOf < last; asOf += random.below(40))
        assertSame(random.pick([random.below(30), random.below(5), -9, 2 ** 31]), asOf);
      for (let address = 0; address < 30; address++) assertSame(address, last);
    }
  }

  it('are those of each load and store', () => {
    assert.ok(run.journey.past.reader.length > LENGTH / 2);
    assertSearches();
    assertInOrder();
  });

  it('are those that there are when tokens were dropped and others came', () => {
    for (const from of [run.begin, undefined, undefined, undefined]) {
      change(run, random, from);
      assertInOrder();
      goOn(run, random.pick([500, LENGTH]));
      assertInOrder();
    }
    goOn(run, LENGTH);
    assert.ok(run.changed.length > 0);
    assertSearches();
  });

  it('are none where all writes were dropped', () => {
    const { engine } = run.journey.head;
    engine.truncate(10);
    // Tokens that write nothing, as far as the first that did.
    const tokens = engine.tokens(0, 10);
    for (let n = 0; n < 3; n++) for (const token of tokens) engine.append(token);
    const { reader } = engine;
    const lookup = lookupNamed(reader.model, 'stack');
    assert.equal(reader.probe(lookup).writer(0, reader.length - 1), -1);
    assertInOrder(reader);
  });

  it('tell of a store that traps', async () => {
    run = await started(random, '(i32.store (i32.const -3) (i32.const 1))');
    goOn(run, 4 * LENGTH);
    const what = { kind: 'byte', address: 2 ** 32 - 2 } as const;
    const to = run.journey.past.reader.length;
    const { positions } = run.journey.search({ what, from: 0, to, direction: 'forward', limit: 5 });
    assert.deepEqual(positions, slowAccesses(run, what.address));
    assert.equal(positions.length, 1);
  });
});
