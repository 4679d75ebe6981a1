/** Searching a concave family of rows for its maximum, as WebAssembly. */
import { block, br, brIf, FunctionBuilder, f64, get, i32, loop, select, set } from './wasm/wasm';

const c = i32.const;

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

/** One table, with the weight 1. */
export const searchOne = () => search('search_one', 1);
/** Two tables with weights. */
export const searchTwo = () => search('search_two', 2);
