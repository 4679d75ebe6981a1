/** Conversions between f32, f64, i32 and i64 over i32, in WebAssembly text. */
import { notANumber, ROUNDED, ROUNDED32 } from './float-parts';
import { CONVERSION_TRAPS, WIDE_IMPORTS } from './machine-imports';

const isSigned = (sign: string) => sign === 's';

/** Takes the sign of an integer of one word. */
const takeSign32 = (sign: string) =>
  isSigned(sign)
    ? `(local.set $sign (i32.and (local.get $A) (i32.const 0x80000000)))
    (if (local.get $sign)
      (then (local.set $A (i32.sub (i32.const 0) (local.get $A)))))`
    : '';

/** Takes the sign of an integer of two words. */
const takeSign64 = (sign: string) =>
  isSigned(sign)
    ? `(local.set $sign (i32.and (local.get $A) (i32.const 0x80000000)))
    (if (local.get $sign)
      (then
        (local.set $A
          (i32.sub
            (i32.sub (i32.const 0) (local.get $A))
            (i32.ne (local.get $a) (i32.const 0))))
        (local.set $a (i32.sub (i32.const 0) (local.get $a)))))`
    : '';

/** Moves an integer of two words up until its highest bit is set; `places` says how far. */
const LEFT_ALIGNED = `
    (local.set $places
      (select
        (i32.clz (local.get $A))
        (i32.add (i32.clz (local.get $a)) (i32.const 32))
        (local.get $A)))
    (local.set $A
      (call $shl_over
        (call $wide_shl (local.get $A) (local.get $places))
        (local.get $a)
        (local.get $places)))
    (local.set $a (call $wide_shl (local.get $a) (local.get $places)))`;

/** The exponent of such a number, less one, in its place; `largest` is that for the highest bit of all. */
const exponent = (largest: number, place: number) => `(i32.shl
          (i32.sub (i32.const ${largest}) (local.get $places))
          (i32.const ${place}))`;

const converts = (sign: string) => `
  (func (export "f32.convert_i32_${sign}") (param $A i32) (result i32)
    (local $X i32) (local $places i32) (local $rest i32) (local $sign i32)
    (if (i32.eqz (local.get $A))
      (then (return (i32.const 0))))
    ${takeSign32(sign)}
    (local.set $A
      (i32.shl
        (local.get $A)
        (local.tee $places (i32.clz (local.get $A)))))
    (local.set $rest (i32.shl (local.get $A) (i32.const 24)))
    (local.set $X
      (i32.add
        (i32.shr_u (local.get $A) (i32.const 8))
        ${exponent(127 + 30, 23)}))
    ${ROUNDED32}
    ${isSigned(sign) ? '(i32.or (local.get $sign))' : ''})

  (func (export "f64.convert_i32_${sign}") (param $A i32) (result i32 i32)
    (local $places i32) (local $sign i32)
    (if (i32.eqz (local.get $A))
      (then (return (i32.const 0) (i32.const 0))))
    ${takeSign32(sign)}
    (local.set $A
      (i32.shl
        (local.get $A)
        (local.tee $places (i32.clz (local.get $A)))))
    (i32.shl (local.get $A) (i32.const 21))
    (i32.add
      (i32.shr_u (local.get $A) (i32.const 11))
      ${exponent(1023 + 30, 20)})
    ${isSigned(sign) ? '(i32.or (local.get $sign))' : ''})

  (func (export "f32.convert_i64_${sign}") (param $a i32) (param $A i32) (result i32)
    (local $X i32) (local $places i32) (local $rest i32) (local $sign i32)
    (if (i32.eqz (i32.or (local.get $a) (local.get $A)))
      (then (return (i32.const 0))))
    ${takeSign64(sign)}
    ${LEFT_ALIGNED}
    (local.set $rest
      (i32.or
        (i32.shl (local.get $A) (i32.const 24))
        (i32.ne (local.get $a) (i32.const 0))))
    (local.set $X
      (i32.add
        (i32.shr_u (local.get $A) (i32.const 8))
        ${exponent(127 + 62, 23)}))
    ${ROUNDED32}
    ${isSigned(sign) ? '(i32.or (local.get $sign))' : ''})

  (func (export "f64.convert_i64_${sign}") (param $a i32) (param $A i32) (result i32 i32)
    (local $X i32) (local $places i32) (local $rest i32) (local $sign i32) (local $up i32)
    (if (i32.eqz (i32.or (local.get $a) (local.get $A)))
      (then (return (i32.const 0) (i32.const 0))))
    ${takeSign64(sign)}
    ${LEFT_ALIGNED}
    (local.set $rest (i32.shl (local.get $a) (i32.const 21)))
    (local.set $a
      (call $shr_under_u
        (i32.shr_u (local.get $a) (i32.const 11))
        (local.get $A)
        (i32.const 11)))
    (local.set $X
      (i32.add
        (i32.shr_u (local.get $A) (i32.const 11))
        ${exponent(1023 + 62, 20)}))
    ${ROUNDED}
    ${isSigned(sign) ? '(i32.or (local.get $sign))' : ''})`;

/** The instructions that make an integer of a float, as far as they differ. */
interface Truncation {
  readonly integer: 'i32' | 'i64';
  readonly float: 'f32' | 'f64';
  readonly sign: string;
  /** Whether what does not fit becomes the nearest integer, and a NaN zero, instead of a trap. */
  readonly saturates: boolean;
}

const constant = (value: number) => `(i32.const ${value})`;

/** What a float that does not fit becomes: the words of the smallest or of the largest integer. */
const limits = (integer: string, sign: string) => {
  const select = (least: number, most: number) =>
    `(select ${constant(least)} ${constant(most)} (i32.lt_s (local.get $A) (i32.const 0)))`;
  const high = isSigned(sign) ? select(0x80000000, 0x7fffffff) : select(0, 0xffffffff);
  return integer === 'i32' ? high : `${select(0, 0xffffffff)} ${high}`;
};

const truncation = ({ integer, float, sign, saturates }: Truncation) => {
  const wide = float === 'f64';
  const long = integer === 'i64';
  const bits = long ? 64 : 32;
  const [place, mask, bias] = wide ? [20, 0x7ff, 1023] : [23, 0xff, 127];
  const zero = long ? '(i32.const 0) (i32.const 0)' : '(i32.const 0)';
  const nan = wide
    ? `(i32.gt_u
            (i32.or
              (i32.and (local.get $A) (i32.const 0x7fffffff))
              (i32.ne (local.get $a) (i32.const 0)))
            (i32.const 0x7ff00000))`
    : `(i32.gt_u
            (i32.and (local.get $A) (i32.const 0x7fffffff))
            (i32.const 0x7f800000))`;
  const misfit = saturates
    ? `(if ${nan}
          (then (return ${zero})))
        (return ${limits(integer, sign)})`
    : `(if ${nan}
          (then (call $trap_invalid_conversion_to_integer)))
        (call $trap_integer_overflow)`;
  // Without its sign the number must be less than 2^(bits - 1), or be that and negative; or less than 2^bits.
  const leastTop = '(i32.xor (local.get $W) (i32.const 0x80000000))';
  const isLeast = `(i32.eqz ${long ? `(i32.or ${leastTop} (local.get $w))` : leastTop})`;
  const fits = isSigned(sign)
    ? `(i32.or
          (i32.lt_s (local.get $exponent) (i32.const ${bits - 1}))
          (i32.and
            (i32.and
              (i32.eq (local.get $exponent) (i32.const ${bits - 1}))
              (i32.shr_u (local.get $A) (i32.const 31)))
            ${isLeast}))`
    : `(i32.and
          (i32.lt_s (local.get $exponent) (i32.const ${bits}))
          (i32.ge_s (local.get $A) (i32.const 0)))`;
  const top = wide
    ? `(call $shl_over
        (i32.or (i32.shl (local.get $A) (i32.const 11)) (i32.const 0x80000000))
        (local.get $a)
        (i32.const 11))`
    : '(i32.or (i32.shl (local.get $A) (i32.const 8)) (i32.const 0x80000000))';
  const low = wide ? '(i32.shl (local.get $a) (i32.const 11))' : '(i32.const 0)';
  const result = long
    ? `(local.set $w
      (call $shr_under_u
        (call $wide_shr_u
          (local.get $w)
          (local.tee $exponent (i32.sub (i32.const 63) (local.get $exponent))))
        (local.get $W)
        (local.get $exponent)))
    (local.set $W (call $wide_shr_u (local.get $W) (local.get $exponent)))
    ${
      isSigned(sign)
        ? `(if (i32.lt_s (local.get $A) (i32.const 0))
      (then
        (local.set $W
          (i32.sub
            (i32.sub (i32.const 0) (local.get $W))
            (i32.ne (local.get $w) (i32.const 0))))
        (local.set $w (i32.sub (i32.const 0) (local.get $w)))))`
        : ''
    }
    (local.get $w)
    (local.get $W)`
    : `(local.set $W
      (i32.shr_u (local.get $W) (i32.sub (i32.const 31) (local.get $exponent))))
    ${
      isSigned(sign)
        ? `(if (i32.lt_s (local.get $A) (i32.const 0))
      (then (local.set $W (i32.sub (i32.const 0) (local.get $W)))))`
        : ''
    }
    (local.get $W)`;
  return `
  (func (export "${integer}.trunc_${saturates ? 'sat_' : ''}${float}_${sign}")
    ${wide ? '(param $a i32)' : ''} (param $A i32) (result ${long ? 'i32 i32' : 'i32'})
    (local $exponent i32) (local $W i32) (local $w i32)
    (local.set $exponent
      (i32.sub
        (i32.and
          (i32.shr_u (local.get $A) (i32.const ${place}))
          (i32.const ${mask}))
        (i32.const ${bias})))
    (if (i32.lt_s (local.get $exponent) (i32.const 0))
      (then (return ${zero})))
    ;; The significand with its leading bit at the top.
    (local.set $W ${top})
    ${long ? `(local.set $w ${low})` : ''}
    (if (i32.eqz ${fits})
      (then
        ${misfit}))
    ${result})`;
};

const each = <T>(...items: T[]) => items;

const TRUNCATIONS = each(false, true).flatMap((saturates) =>
  each<Truncation['integer']>('i32', 'i64').flatMap((integer) =>
    each<Truncation['float']>('f32', 'f64').flatMap((float) =>
      each('s', 'u').map((sign) => ({ integer, float, sign, saturates })),
    ),
  ),
);

export const FLOAT_CONVERSIONS = `
(module
  ${WIDE_IMPORTS}
  ${CONVERSION_TRAPS}
  ${each('s', 'u').map(converts).join('')}
  ${TRUNCATIONS.map(truncation).join('')}

  (func (export "f64.promote_f32") (param $x i32) (result i32 i32)
    (local $sign i32) (local $exponent i32)
    (local.set $sign (i32.and (local.get $x) (i32.const 0x80000000)))
    (local.set $x (i32.and (local.get $x) (i32.const 0x7fffffff)))
    (local.set $exponent (i32.const ${(1023 - 127) << 20}))
    (if
      (i32.ge_u
        (i32.sub (local.get $x) (i32.const 0x800000))
        (i32.const 0x7f000000))
      (then
        (if (i32.ge_u (local.get $x) (i32.const 0x7f800000))
          (then
            (return
              (i32.const 0)
              (select
                (i32.const 0x7ff80000)
                (i32.or (local.get $sign) (i32.const 0x7ff00000))
                (i32.gt_u (local.get $x) (i32.const 0x7f800000))))))
        (if (i32.eqz (local.get $x))
          (then (return (i32.const 0) (local.get $sign))))
        ;; A subnormal number is a normal one in f64.
        (local.set $exponent (i32.sub (i32.clz (local.get $x)) (i32.const 8)))
        (local.set $x (i32.shl (local.get $x) (local.get $exponent)))
        (local.set $exponent
          (i32.shl
            (i32.sub (i32.const ${1023 - 127}) (local.get $exponent))
            (i32.const 20)))))
    (i32.shl (local.get $x) (i32.const 29))
    (i32.or
      (i32.add (i32.shr_u (local.get $x) (i32.const 3)) (local.get $exponent))
      (local.get $sign)))

  (func (export "f32.demote_f64") (param $a i32) (param $A i32) (result i32)
    (local $sign i32) (local $X i32) (local $rest i32) (local $exponent i32)
    (local.set $sign (i32.and (local.get $A) (i32.const 0x80000000)))
    (local.set $A (i32.and (local.get $A) (i32.const 0x7fffffff)))
    (if ${notANumber('$a', '$A')}
      (then (return (i32.const 0x7fc00000))))
    (local.set $exponent
      (i32.sub (i32.shr_u (local.get $A) (i32.const 20)) (i32.const ${1023 - 127})))
    (if (i32.gt_s (local.get $exponent) (i32.const 254))
      (then (return (i32.or (local.get $sign) (i32.const 0x7f800000)))))
    (local.set $rest (i32.shl (local.get $a) (i32.const 3)))
    (local.set $X
      (call $shl_over
        (i32.shl
          (i32.or (i32.and (local.get $A) (i32.const 0xfffff)) (i32.const 0x100000))
          (i32.const 3))
        (local.get $a)
        (i32.const 3)))
    (if (i32.ge_s (local.get $exponent) (i32.const 1))
      (then
        (local.set $X
          (i32.add
            (local.get $X)
            (i32.shl (i32.sub (local.get $exponent) (i32.const 1)) (i32.const 23)))))
      (else
        ;; Down until the exponent is the least there is; further than this leaves nothing.
        (if (i32.lt_s (local.get $exponent) (i32.const -23))
          (then (return (local.get $sign))))
        (local.set $exponent (i32.sub (local.get $exponent) (i32.const 1)))
        (local.set $rest
          (i32.or
            (i32.shl (local.get $X) (local.get $exponent))
            (i32.ne (local.get $rest) (i32.const 0))))
        (local.set $X
          (i32.shr_u (local.get $X) (i32.sub (i32.const 0) (local.get $exponent))))))
    ${ROUNDED32}
    (i32.or (local.get $sign)))
)`;
