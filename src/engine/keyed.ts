/** The functions of a keyed store, as WebAssembly: writing to a key, and finding the latest write of the nearest. */
import { CHUNK, EVENT, KEY_PAGE, KEYED, LEVELS, PAGE, PAGE_BITS, STATE } from './layout';
import {
  block,
  br,
  brIf,
  call,
  comment,
  FunctionBuilder,
  get,
  type Instruction,
  i32,
  if_,
  loop,
  return_,
  select,
  set,
} from './wasm/wasm';

const at = (address: number) => i32.load(i32.const(0), address);
const c = i32.const;

/** Addresses of the levels of the bitmap within a keyed store, and of its page table. */
export const LEVEL_OFFSETS: number[] = [];
let offset: number = KEYED.tables;
for (const words of LEVELS) {
  LEVEL_OFFSETS.push(offset);
  offset += words * 4;
}
export const KEY_TABLE = offset;

/** Room for one more event of a store. */
export function newEvent(): FunctionBuilder {
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

export const below = () =>
  neighbour(
    'below',
    (word, i) => i32.and(word, i32.sub(i32.shl(c(1), i), c(1))),
    (word) => i32.xor(i32.clz(word), c(31)),
  );

export const above = () =>
  neighbour(
    'above',
    // Shifting twice keeps a shift by 32 from being one by 0.
    (word, i) => i32.and(word, i32.shl(i32.shl(c(-1), i), c(1))),
    (word) => i32.ctz(word),
  );

/** The nearest key in use on one side that was first written at `as_of` or before; -1 if there is none. */
function neighbourAsOf(step: 'below' | 'above'): FunctionBuilder {
  const f = new FunctionBuilder(
    `${step}_as_of`,
    [
      ['store', 'i32'],
      ['key', 'i32'],
      ['as_of', 'i32'],
    ],
    'i32',
  );
  const [store, key] = [f.param('store'), f.param('key')];
  const pageOf = () => i32.load(pageEntry(get(store), get(key)), KEY_TABLE);
  f.body.push(
    block('found', [
      loop('next', [
        set(key, call(step, get(store), get(key))),
        brIf('found', i32.lt_s(get(key), c(0))),
        brIf(
          'next',
          i32.gt_u(i32.load(slotOf(pageOf(), get(key)), KEY_PAGE.first), get(f.param('as_of'))),
        ),
      ]),
    ]),
    get(key),
  );
  return f;
}

export const belowAsOf = () => neighbourAsOf('below');
export const aboveAsOf = () => neighbourAsOf('above');

/** The latest event of a key (biased); where it has none, of the nearest key; 0 in an empty store. */
export function find(): FunctionBuilder {
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
export function nearest(): FunctionBuilder {
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
export function insert(): FunctionBuilder {
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
        comment('the first write of a key: note when it was, and mark the key in every level'),
        i32.store(slotOf(get(page), get(key)), get(position), KEY_PAGE.first),
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
