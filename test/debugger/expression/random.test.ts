/**
 * Random expressions over fixed variables: one program prints what the compiler makes of them, and each must have the
 * same value and the same type here. SEED replays one.
 */
import assert from 'node:assert/strict';
import { type Arithmetical, arithmetical } from '../../../src/debugger/expression/scalars';
import { createRandom, type Random } from '../../toolchain/random';
import { compileText, haltAt } from '../halted';
import { ask, compileAt } from './asking';

const SEED = Number(process.env.SEED ?? 1);
const COUNT = 400;

/** Declarations, each of a variable of its own type. */
const VARIABLES = `
  char c = -7;
  unsigned char uc = 200;
  short s = -30000;
  unsigned short us = 60000;
  int i = -123456789;
  unsigned u = 4000000000u;
  long l = 77;
  unsigned long ul = 3000000000u;
  long long ll = -1234567890123456789;
  unsigned long long ull = 17000000000000000000u;
  float f = 0.1f;
  double d = -1234.5;
  _Bool b = 1;
  enum { MINUS = -1, ONE = 1, MANY = 70000 } e = MANY;
  struct { int bits : 5; unsigned wide : 31; unsigned long long huge : 50; short member; } r = {-9, 1000000000, 1ull << 49, -5};
  int a[3] = {3, -4, 5};
  unsigned short *p = &us;
`;
const INTEGERS =
  `c uc s us i u l ul ll ull b e r.bits r.wide r.huge r.member a[1] a[2] *p MINUS MANY
  17 0x80000001 1u 0xffffffffffull 5ll 'x'`.split(/\s+/);
const FLOATS = ['f', 'd', '2.5', '0.75f'];
const CASTS = ['char', 'unsigned char', 'short', 'unsigned short', 'int', 'unsigned', 'long long'];

type Pick = Random['pick'];

/** An expression; one of an integer type where `integer` says so. */
function generate(pick: Pick, depth: number, integer: boolean): string {
  const sub = (mustBeInteger = integer) => generate(pick, depth - 1, mustBeInteger);
  if (depth === 0) return pick(integer ? INTEGERS : [...INTEGERS, ...FLOATS]);
  const forms: (() => string)[] = [
    () => `(${sub()} ${pick(['+', '-', '*'])} ${sub()})`,
    () => `(${sub(true)} ${pick(['&', '|', '^'])} ${sub(true)})`,
    // What C leaves open is left out.
    () => `(${sub(true)} ${pick(['/', '%'])} ((${sub(true)} & 15) + 1))`,
    () => `(${sub(true)} ${pick(['<<', '>>'])} (${sub(true)} & 7))`,
    () => `(${sub(false)} ${pick(['<', '<=', '>', '>=', '==', '!='])} ${sub(false)})`,
    () => `(${sub(false)} ${pick(['&&', '||'])} ${sub(false)})`,
    () => `(${sub(false)} ? ${sub()} : ${sub()})`,
    () => `(${pick(CASTS)})${sub(true)}`,
    () => `${pick(['- ', '+ ', '! '])}${sub()}`,
    () => `~${sub(true)}`,
    () => `(int)sizeof(+ ${sub()})`,
  ];
  if (!integer) forms.push(() => `(${pick(['float', 'double'])})${sub(false)}`);
  return pick(forms)();
}

const isFloat = (type: Arithmetical | undefined) => type?.kind === 'float';

describe(`random C expressions, seed ${SEED}`, () => {
  it('have the values and the types that the compiler gives them', async () => {
    const { pick } = createRandom(SEED);
    const texts = Array.from({ length: COUNT }, () =>
      generate(pick, pick([1, 2, 3, 4]), pick([true, false])),
    );
    const prints = texts.map((text) => `  PRINT(${text});`).join('\n');
    const compiled = await compileText(
      `#include <stdio.h>
#define PRINT(x) _Generic((x), float: print_float, double: print_double, default: print_integer)(x, sizeof(x), \\
    (__typeof__(x))-1 < 0)
static void print_integer(long long x, int size, int negative) { printf("%lld %d %d\\n", x, size, negative); }
static void print_float(float x, int size, int negative) { printf("%.9g %d %d\\n", x, size, negative); }
static void print_double(double x, int size, int negative) { printf("%.17g %d %d\\n", x, size, negative); }
int main(void) {${VARIABLES}
  printf("begin\\n"); /* #here */
${prints}
}
`,
      ['-w'],
    );
    const at = await haltAt(compiled, 'here');
    try {
      const here = texts.map((text) => {
        const type = arithmetical(compileAt(at, text).type);
        const value = ask(at, text);
        const size = `${type?.size} ${type?.kind === 'float' || type?.signed ? 1 : 0}`;
        return { value, size, isFloat: isFloat(type) };
      });
      const printed = at.output().split('\n').slice(1);
      for (const [i, text] of texts.entries()) {
        const [number, ...rest] = printed[i].split(' ');
        const { value, size, isFloat } = here[i];
        const expected = isFloat ? Number(number) : BigInt.asIntN(64, BigInt(number));
        const actual = isFloat ? value : BigInt.asIntN(64, BigInt(value));
        const same =
          Object.is(actual, expected) ||
          actual === expected ||
          (isFloat && Math.fround(expected as number) === actual);
        assert.ok(
          same && size === rest.join(' '),
          `${text} is ${actual} (${size}) and not ${printed[i]}; replay it with SEED=${SEED}`,
        );
      }
    } finally {
      await at.symbols.dispose();
    }
  });
});
