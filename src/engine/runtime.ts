/** What every engine has in common, as WebAssembly: memory, pages, and the run loop. */
import { MARK } from '../executor/marks';
import { above, aboveAsOf, below, belowAsOf, find, insert, nearest, newEvent } from './keyed';
import { type Layout, PAGE, PAGE_BITS, REGISTERS, STATE, TOKEN } from './layout';
import { searchOne, searchTwo } from './search';
import {
  br,
  call,
  callIndirect,
  comment,
  FunctionBuilder,
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
  /** From here downwards: an assumption does not hold; see `violation`. */
  violated: -16,
} as const;

/** The dimension that stands for a store's keys and queries. */
export const KEYS_OF_STORE = 63;

/** The result that says that what was assumed of a dimension of a store does not hold. */
export function violation(store: number, dimension: number): number {
  return RESULT.violated - (store * (KEYS_OF_STORE + 1) + dimension);
}

/** What a `violation` says. */
export function violatedBy(result: number): { store: number; dimension: number } {
  const index = RESULT.violated - result;
  const dimension = index % (KEYS_OF_STORE + 1);
  return { store: (index - dimension) / (KEYS_OF_STORE + 1), dimension };
}

/** Why `run` returned, where it was not for a result below 0. */
export const STOP = { budget: 0, host: 1, boundary: 2, interrupted: 3, held: 4 } as const;

/** A case: (token, position, address of its page) → the next token or a result. */
export const CASE_SIGNATURE = { params: ['i32', 'i32', 'i32'], result: 'i32' } as const;

const at = (address: number) => i32.load(i32.const(0), address);
const put = (address: number, value: Instruction) => i32.store(i32.const(0), value, address);
const c = i32.const;

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
  for (const f of [below(), above()]) module.addFunction(f);
  for (const f of [belowAsOf(), aboveAsOf()]) module.addFunction(f, { export: f.name });
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
 * Generates up to `budget` tokens. Returns a `STOP`, or a result below 0. With `leaving`, it does not
 * stop before the first of them: that is where it stands.
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
      ]),
      set(leaving, c(0)),
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
