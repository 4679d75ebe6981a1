/** What every engine has in common, as WebAssembly: memory, pages, keyed stores, and the run loop. */
import { MARK } from '../executor/marks';
import {
  CHUNK,
  EVENT,
  KEY_PAGE,
  KEYED,
  type Layout,
  LEVELS,
  PAGE,
  PAGE_BITS,
  REGISTERS,
  STATE,
  TOKEN,
} from './layout';
import {
  block,
  br,
  brIf,
  call,
  callIndirect,
  comment,
  FunctionBuilder,
  f64,
  get,
  type Instruction,
  i32,
  if_,
  loop,
  type ModuleBuilder,
  memoryCopy,
  memoryGrow,
  memorySize,
  return_,
  select,
  set,
  unreachable,
} from './wasm/wasm';

/** What a function of the runtime or a case returns instead of a token. */
export const RESULT = {
  /** The token was appended, but which one follows must be decided over all rows. */
  open: -1,
  /** There is no code for this case yet; nothing was done. */
  missing: -2,
  /** A position was read that is no longer kept; nothing was done. */
  dropped: -3,
  /** An assumption does not hold: -16 - (64 · store + dimension), or dimension 63 for its keys and queries. */
  violated: -16,
} as const;

/** Why `run` returned, where it was not for a result below 0. */
export const STOP = { budget: 0, host: 1, boundary: 2, interrupted: 3, held: 4 } as const;

/** A case: (token, position, address of its page) → the next token or a result. */
export const CASE_SIGNATURE = { params: ['i32', 'i32', 'i32'], result: 'i32' } as const;

const at = (address: number) => i32.load(i32.const(0), address);
const put = (address: number, value: Instruction) => i32.store(i32.const(0), value, address);
const c = i32.const;

/** Addresses of the levels of the bitmap within a keyed store, and of its page table. */
export const LEVEL_OFFSETS: number[] = [];
let offset: number = KEYED.tables;
for (const words of LEVELS) {
  LEVEL_OFFSETS.push(offset);
  offset += words * 4;
}
export const KEY_TABLE = offset;

/** Fixed tables that the run loop reads. */
export interface Tables {
  /** A byte of flags for each token. */
  readonly flags: number;
  /** The class of each token, two bytes. */
  readonly classes: number;
}

/** 4 GiB, the most that WebAssembly can address. */
const MEMORY_LIMIT_PAGES = 65536;

export function importMemory(module: ModuleBuilder): void {
  module.importMemory('engine', 'memory', 1, MEMORY_LIMIT_PAGES, true);
}

/** What every module of an engine imports: one memory, one table of cases, and the convex hulls. */
export function importEngine(module: ModuleBuilder): void {
  importMemory(module);
  module.importTable('engine', 'cases', 1);
  module.importFunction('engine', 'insert_general', 'insert_general', {
    params: ['i32', 'i32', 'f64', 'f64', 'f64', 'f64'],
  });
  module.importFunction('engine', 'select_general', 'select_general', {
    params: ['i32', 'i32', 'i32', 'i32', 'f64', 'f64'],
    result: 'f64',
  });
}

/** What a reader calls. */
export function addNeighbours(module: ModuleBuilder): void {
  for (const f of [below(), above()]) module.addFunction(f, { export: f.name });
}

/** The functions that cases call; each module has its own, since a call into another module costs more. */
export function addStores(module: ModuleBuilder): void {
  for (const f of [
    allocate(),
    newEvent(),
    below(),
    above(),
    find(),
    nearest(),
    insert(),
    searchOne(),
    searchTwo(),
  ])
    module.addFunction(f);
}

/** The run loop, and what the host calls. Element 0 of the table stands for all cases without code. */
export function addRunLoop(module: ModuleBuilder, layout: Layout, tables: Tables): void {
  for (const f of [allocate(), newPage(layout), step(layout, tables), run(tables), feed()])
    module.addFunction(f, { export: f.name });
  const missing = new FunctionBuilder(
    'missing',
    [
      ['token', 'i32'],
      ['position', 'i32'],
      ['page', 'i32'],
    ],
    'i32',
  );
  missing.body.push(c(RESULT.missing));
  module.addFunction(missing, { element: 0 });
}

/**
 * The first row r of `count` after which a concave score does not rise: base + a·table[r] ≤ 0, where a rise is
 * what the score gains from row r to row r + 1.
 */
function search(name: string, tables: number): FunctionBuilder {
  const f = new FunctionBuilder(
    name,
    [
      ['count', 'i32'],
      ['base', 'f64'],
      ...(tables === 1
        ? [['table', 'i32'] as const]
        : [
            ['a', 'f64'] as const,
            ['table', 'i32'] as const,
            ['b', 'f64'] as const,
            ['other', 'i32'] as const,
          ]),
    ],
    'i32',
  );
  const low = f.local('low', 'i32');
  const high = f.local('high', 'i32');
  const middle = f.local('middle', 'i32');
  const entry = (table: string) =>
    f64.load(i32.add(get(f.param(table)), i32.shl(get(middle), c(3))));
  const rise =
    tables === 1
      ? f64.add(get(f.param('base')), entry('table'))
      : f64.add(
          get(f.param('base')),
          f64.add(
            f64.mul(get(f.param('a')), entry('table')),
            f64.mul(get(f.param('b')), entry('other')),
          ),
        );
  const up = f.local('up', 'i32');
  f.body.push(
    set(high, i32.sub(get(f.param('count')), c(1))),
    block('done', [
      loop('halve', [
        brIf('done', i32.ge_u(get(low), get(high))),
        set(middle, i32.shr_u(i32.add(get(low), get(high)), c(1))),
        set(up, f64.gt(rise, f64.const(0))),
        set(low, select(i32.add(get(middle), c(1)), get(low), get(up))),
        set(high, select(get(high), get(middle), get(up))),
        br('halve'),
      ]),
    ]),
    get(low),
  );
  return f;
}

const searchOne = () => search('search_one', 1);
const searchTwo = () => search('search_two', 2);

/** Takes bytes from the end of the heap. New memory is zero. */
function allocate(): FunctionBuilder {
  const f = new FunctionBuilder('allocate', [['bytes', 'i32']], 'i32');
  const start = f.local('start', 'i32');
  const end = f.local('end', 'i32');
  const missing = f.local('missing', 'i32');
  f.body.push(
    set(start, at(STATE.heap)),
    set(end, i32.and(i32.add(i32.add(get(start), get(f.param('bytes'))), c(15)), c(-16))),
    set(missing, i32.sub(i32.shr_u(i32.add(get(end), c(65535)), c(16)), memorySize())),
    if_(i32.gt_s(get(missing), c(0)), [
      comment('a refusal traps: the host catches it and says that memory is full'),
      if_(i32.lt_s(memoryGrow(i32.add(get(missing), c(15))), c(0)), [
        if_(i32.lt_s(memoryGrow(get(missing)), c(0)), [unreachable()]),
      ]),
    ]),
    put(STATE.heap, get(end)),
    get(start),
  );
  return f;
}

/** Makes the page of a position that begins one, with the registers as they are. */
function newPage(layout: Layout): FunctionBuilder {
  const f = new FunctionBuilder('new_page', [['position', 'i32']]);
  const entry = f.local('entry', 'i32');
  const page = f.local('page', 'i32');
  f.body.push(
    set(
      entry,
      i32.add(
        c(layout.pageTable),
        i32.shl(i32.shr_u(get(f.param('position')), c(PAGE_BITS)), c(2)),
      ),
    ),
    set(page, i32.load(get(entry))),
    if_(i32.eqz(get(page)), [
      set(page, at(STATE.free)),
      if_(
        get(page),
        [put(STATE.free, i32.load(get(page)))],
        [set(page, call('allocate', c(layout.pageBytes)))],
      ),
      i32.store(get(entry), get(page)),
    ]),
    memoryCopy(get(page), c(REGISTERS), c(layout.registersEnd - REGISTERS)),
    put(STATE.page, get(page)),
  );
  return f;
}

/** Room for one more event of a store. */
function newEvent(): FunctionBuilder {
  const f = new FunctionBuilder(
    'new_event',
    [
      ['store', 'i32'],
      ['stride', 'i32'],
    ],
    'i32',
  );
  const store = f.param('store');
  const stride = f.param('stride');
  const event = f.local('event', 'i32');
  const chunk = f.local('chunk', 'i32');
  const next = f.local('next', 'i32');
  f.body.push(
    set(event, i32.load(get(store), KEYED.top)),
    if_(i32.gt_u(i32.add(get(event), get(stride)), i32.load(get(store), KEYED.end)), [
      set(chunk, i32.load(get(store), KEYED.chunk)),
      if_(get(chunk), [set(next, i32.load(get(chunk), CHUNK.next))]),
      comment('a chunk that was emptied by going back is used again'),
      if_(i32.eqz(get(next)), [
        set(next, call('allocate', c(CHUNK.bytes))),
        i32.store(get(next), get(chunk), CHUNK.previous),
        if_(get(chunk), [i32.store(get(chunk), get(next), CHUNK.next)]),
      ]),
      i32.store(get(store), get(next), KEYED.chunk),
      i32.store(get(store), i32.add(get(next), c(CHUNK.bytes)), KEYED.end),
      set(event, i32.add(get(next), c(CHUNK.events))),
    ]),
    i32.store(get(store), i32.add(get(event), get(stride)), KEYED.top),
    i32.store(get(store), i32.add(i32.load(get(store), KEYED.events), c(1)), KEYED.events),
    get(event),
  );
  return f;
}

const pageEntry = (store: Instruction, key: Instruction) =>
  i32.add(store, i32.shl(i32.shr_u(key, c(PAGE_BITS)), c(2)));
const slotOf = (page: Instruction, key: Instruction) =>
  i32.add(page, i32.shl(i32.and(key, c(PAGE - 1)), c(2)));
const wordOf = (page: Instruction, key: Instruction) =>
  i32.add(page, i32.shl(i32.and(i32.shr_u(key, c(5)), c(PAGE / 32 - 1)), c(2)));

/** Walks the levels of a bitmap for the nearest key in use on one side; -1 if there is none. */
function neighbour(
  name: string,
  /** Bits of a word on the wanted side of bit i. */
  side: (word: Instruction, i: Instruction) => Instruction,
  /** The bit of a word nearest to that side. */
  pick: (word: Instruction) => Instruction,
): FunctionBuilder {
  const f = new FunctionBuilder(
    name,
    [
      ['store', 'i32'],
      ['key', 'i32'],
    ],
    'i32',
  );
  const store = f.param('store');
  const key = f.param('key');
  const page = f.local('page', 'i32');
  const word = f.local('word', 'i32');
  const i = f.local('i', 'i32');
  const low = (v: Instruction) => i32.and(v, c(31));
  const load = (level: number, index: Instruction) =>
    i32.load(i32.add(get(store), i32.shl(index, c(2))), LEVEL_OFFSETS[level]);
  const leaf = (index: Instruction) =>
    i32.load(
      i32.add(
        i32.load(i32.add(get(store), i32.shl(i32.shr_u(index, c(PAGE_BITS - 5)), c(2))), KEY_TABLE),
        i32.shl(i32.and(index, c(PAGE / 32 - 1)), c(2)),
      ),
      KEY_PAGE.bits,
    );
  f.body.push(
    set(page, i32.load(pageEntry(get(store), get(key)), KEY_TABLE)),
    if_(get(page), [
      set(word, side(i32.load(wordOf(get(page), get(key)), KEY_PAGE.bits), low(get(key)))),
      if_(get(word), [return_(i32.or(i32.and(get(key), c(-32)), pick(get(word))))]),
    ]),
    set(i, i32.shr_u(get(key), c(5))),
  );
  LEVELS.forEach((_, level) => {
    const descent = Array.from({ length: level }, (_, k) =>
      set(i, i32.or(i32.shl(get(i), c(5)), pick(load(level - 1 - k, get(i))))),
    );
    f.body.push(
      set(word, side(load(level, i32.shr_u(get(i), c(5))), low(get(i)))),
      if_(get(word), [
        set(i, i32.or(i32.and(get(i), c(-32)), pick(get(word)))),
        ...descent,
        return_(i32.or(i32.shl(get(i), c(5)), pick(leaf(get(i))))),
      ]),
      set(i, i32.shr_u(get(i), c(5))),
    );
  });
  f.body.push(c(-1));
  return f;
}

const below = () =>
  neighbour(
    'below',
    (word, i) => i32.and(word, i32.sub(i32.shl(c(1), i), c(1))),
    (word) => i32.xor(i32.clz(word), c(31)),
  );

const above = () =>
  neighbour(
    'above',
    // Shifting twice keeps a shift by 32 from being one by 0.
    (word, i) => i32.and(word, i32.shl(i32.shl(c(-1), i), c(1))),
    (word) => i32.ctz(word),
  );

/** The latest event of a key (biased); where it has none, of the nearest key; 0 in an empty store. */
function find(): FunctionBuilder {
  const f = new FunctionBuilder(
    'find',
    [
      ['store', 'i32'],
      ['key', 'i32'],
    ],
    'i32',
  );
  const page = f.local('page', 'i32');
  const event = f.local('event', 'i32');
  const [store, key] = [f.param('store'), f.param('key')];
  f.body.push(
    set(page, i32.load(pageEntry(get(store), get(key)), KEY_TABLE)),
    if_(get(page), [
      set(event, i32.load(slotOf(get(page), get(key)))),
      if_(get(event), [return_(get(event))]),
    ]),
    call('nearest', get(store), get(key)),
  );
  return f;
}

/** The latest event of the key nearest to one that has none; of two as near, the later. */
function nearest(): FunctionBuilder {
  const f = new FunctionBuilder(
    'nearest',
    [
      ['store', 'i32'],
      ['key', 'i32'],
    ],
    'i32',
  );
  const [store, key] = [f.param('store'), f.param('key')];
  const [left, right] = [f.local('left', 'i32'), f.local('right', 'i32')];
  const [a, b] = [f.local('event_left', 'i32'), f.local('event_right', 'i32')];
  const distance = f.local('distance', 'i32');
  const eventOf = (k: Instruction) =>
    i32.load(slotOf(i32.load(pageEntry(get(store), k), KEY_TABLE), k));
  f.body.push(
    set(left, call('below', get(store), get(key))),
    set(right, call('above', get(store), get(key))),
    if_(i32.ge_s(get(left), c(0)), [set(a, eventOf(get(left)))]),
    if_(i32.ge_s(get(right), c(0)), [set(b, eventOf(get(right)))]),
    if_(i32.eqz(get(a)), [return_(get(b))]),
    if_(i32.eqz(get(b)), [return_(get(a))]),
    set(distance, i32.sub(i32.sub(get(key), get(left)), i32.sub(get(right), get(key)))),
    if_(i32.eqz(get(distance)), [
      return_(
        select(
          get(a),
          get(b),
          i32.gt_u(i32.load(get(a), EVENT.position), i32.load(get(b), EVENT.position)),
        ),
      ),
    ]),
    select(get(a), get(b), i32.lt_s(get(distance), c(0))),
  );
  return f;
}

/**
 * Writes to a key (biased); returns the event, whose values the caller fills in. The `jump` of the n-th event of
 * a key leads to the event n - lowbit(n), so that going back in time takes O(log n) steps.
 */
function insert(): FunctionBuilder {
  const f = new FunctionBuilder(
    'insert',
    [
      ['store', 'i32'],
      ['stride', 'i32'],
      ['key', 'i32'],
      ['position', 'i32'],
    ],
    'i32',
  );
  const [store, stride, key] = [f.param('store'), f.param('stride'), f.param('key')];
  const position = f.param('position');
  const page = f.local('page', 'i32');
  const slot = f.local('slot', 'i32');
  const previous = f.local('previous', 'i32');
  const event = f.local('event', 'i32');
  const ordinal = f.local('ordinal', 'i32');
  const jump = f.local('jump', 'i32');
  const target = f.local('target', 'i32');
  const i = f.local('i', 'i32');
  const setBit = (address: Instruction, bit: Instruction) => [
    set(target, address),
    i32.store(get(target), i32.or(i32.load(get(target)), i32.shl(c(1), bit))),
  ];
  f.body.push(
    set(page, i32.load(pageEntry(get(store), get(key)), KEY_TABLE)),
    if_(i32.eqz(get(page)), [
      set(page, call('allocate', c(KEY_PAGE.bytes))),
      i32.store(pageEntry(get(store), get(key)), get(page), KEY_TABLE),
    ]),
    set(slot, slotOf(get(page), get(key))),
    set(previous, i32.load(get(slot))),
    if_(get(previous), [
      if_(i32.eqz(at(STATE.history)), [
        i32.store(get(previous), get(position), EVENT.position),
        return_(get(previous)),
      ]),
    ]),
    set(event, call('new_event', get(store), get(stride))),
    set(ordinal, c(1)),
    if_(
      get(previous),
      [
        set(ordinal, i32.add(i32.load(get(previous), EVENT.ordinal), c(1))),
        set(target, i32.and(get(ordinal), i32.sub(get(ordinal), c(1)))),
        set(jump, get(previous)),
        block('found', [
          loop('back', [
            brIf('found', i32.eqz(get(jump))),
            brIf('found', i32.le_u(i32.load(get(jump), EVENT.ordinal), get(target))),
            set(jump, i32.load(get(jump), EVENT.jump)),
            br('back'),
          ]),
        ]),
      ],
      [
        comment('the first write of a key: mark it in every level'),
        ...setBit(i32.add(wordOf(get(page), get(key)), c(KEY_PAGE.bits)), i32.and(get(key), c(31))),
        set(i, i32.shr_u(get(key), c(5))),
        ...LEVELS.flatMap((_, level) => [
          ...setBit(
            i32.add(
              i32.add(get(store), c(LEVEL_OFFSETS[level])),
              i32.shl(i32.shr_u(get(i), c(5)), c(2)),
            ),
            i32.and(get(i), c(31)),
          ),
          set(i, i32.shr_u(get(i), c(5))),
        ]),
      ],
    ),
    i32.store(get(event), get(position), EVENT.position),
    i32.store(get(event), get(previous), EVENT.previous),
    i32.store(get(event), get(jump), EVENT.jump),
    i32.store(get(event), get(ordinal), EVENT.ordinal),
    i32.store(get(event), get(key), EVENT.key),
    i32.store(get(slot), get(event)),
    get(event),
  );
  return f;
}

/** Appends one token: its place in memory, then the case that it is. `table` is one of the dispatch tables. */
function step(layout: Layout, tables: Tables): FunctionBuilder {
  const f = new FunctionBuilder(
    'step',
    [
      ['token', 'i32'],
      ['table', 'i32'],
    ],
    'i32',
  );
  const [token, table] = [f.param('token'), f.param('table')];
  const position = f.local('position', 'i32');
  const page = f.local('page', 'i32');
  const next = f.local('next', 'i32');
  f.body.push(
    set(position, at(STATE.length)),
    if_(i32.eqz(i32.and(get(position), c(PAGE - 1))), [call('new_page', get(position))]),
    set(page, at(STATE.page)),
    i32.store16(
      i32.add(get(page), i32.shl(i32.and(get(position), c(PAGE - 1)), c(1))),
      get(token),
      layout.tokens,
    ),
    set(
      next,
      callIndirect(
        CASE_SIGNATURE,
        i32.load16_u(
          i32.add(
            get(table),
            i32.shl(
              i32.add(
                i32.mul(i32.load16_u(i32.shl(get(token), c(1)), tables.classes), at(STATE.rows)),
                at(STATE.last),
              ),
              c(1),
            ),
          ),
        ),
        get(token),
        get(position),
        get(page),
      ),
    ),
    if_(i32.ge_s(get(next), c(RESULT.open)), [
      put(STATE.length, i32.add(get(position), c(1))),
      put(STATE.next, get(next)),
    ]),
    get(next),
  );
  return f;
}

/**
 * Generates up to `budget` tokens. Returns a `STOP`, or a result below 0. With `leaving`, the first boundary
 * before an operation does not stop it: that is where it stands.
 */
function run(tables: Tables): FunctionBuilder {
  const f = new FunctionBuilder(
    'run',
    [
      ['budget', 'i32'],
      ['leaving', 'i32'],
    ],
    'i32',
  );
  const [budget, leaving] = [f.param('budget'), f.param('leaving')];
  const token = f.local('token', 'i32');
  const flags = f.local('flags', 'i32');
  const mark = f.local('mark', 'i32');
  const level = f.local('level', 'i32');
  const next = f.local('next', 'i32');
  f.body.push(
    loop('token', [
      if_(i32.eqz(get(budget)), [return_(c(STOP.budget))]),
      set(token, at(STATE.next)),
      if_(i32.lt_s(get(token), c(0)), [return_(c(RESULT.open))]),
      set(flags, i32.load8_u(get(token), tables.flags)),
      if_(i32.and(get(flags), c(TOKEN.held)), [return_(c(STOP.held))]),
      set(mark, c(0)),
      if_(i32.and(get(flags), c(TOKEN.operation)), [
        if_(i32.lt_u(at(STATE.watched), at(STATE.markCount)), [
          set(mark, i32.load8_u(i32.add(at(STATE.marks), at(STATE.watched)))),
        ]),
        if_(i32.eqz(get(leaving)), [
          if_(get(mark), [
            set(level, i32.sub(at(STATE.watched + 4), at(STATE.level))),
            set(
              level,
              select(
                c(MARK.at),
                select(c(MARK.above), c(MARK.below), i32.gt_s(get(level), c(0))),
                i32.eqz(get(level)),
              ),
            ),
            if_(i32.and(get(mark), i32.or(get(level), c(MARK.stop))), [return_(c(STOP.boundary))]),
          ]),
          if_(at(STATE.interrupt), [return_(c(STOP.interrupted))]),
        ]),
        set(leaving, c(0)),
      ]),
      set(next, call('step', get(token), at(STATE.decoding))),
      if_(i32.lt_s(get(next), c(RESULT.open)), [return_(get(next))]),
      put(
        STATE.passed,
        i32.add(at(STATE.passed), i32.shr_u(i32.and(get(mark), c(MARK.count)), c(1))),
      ),
      set(budget, i32.sub(get(budget), c(1))),
      if_(i32.and(get(flags), c(TOKEN.host)), [return_(c(STOP.host))]),
      br('token'),
    ]),
    unreachable(),
  );
  return f;
}

/** Appends the `count` tokens (four bytes each) at `source`, without asking what follows them. */
function feed(): FunctionBuilder {
  const f = new FunctionBuilder(
    'feed',
    [
      ['source', 'i32'],
      ['count', 'i32'],
    ],
    'i32',
  );
  const [source, count] = [f.param('source'), f.param('count')];
  const next = f.local('next', 'i32');
  f.body.push(
    loop('token', [
      if_(i32.eqz(get(count)), [return_(c(STOP.budget))]),
      set(next, call('step', i32.load(get(source)), at(STATE.feeding))),
      if_(i32.lt_s(get(next), c(RESULT.open)), [return_(get(next))]),
      set(source, i32.add(get(source), c(4))),
      set(count, i32.sub(get(count), c(1))),
      br('token'),
    ]),
    unreachable(),
  );
  return f;
}
