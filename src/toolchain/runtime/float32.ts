/**
 * Arithmetic of f32 over i32, in the manner of `float64.ts`: a significand has its leading bit at bit 23, with the
 * exponent before it, and `rest` is what lies below it.
 */
import { ROUNDED32 } from './float-parts';
import { WIDE_IMPORTS } from './machine-imports';

const notANumber = (x: string) => `(i32.gt_u (local.get ${x}) (i32.const 0x7f800000))`;
const isInfinite = (x: string) => `(i32.eq (local.get ${x}) (i32.const 0x7f800000))`;

/** Whether an exponent, in its place, is not that of a normal number. */
const isSpecial = (name: string, x: string) => `
        (i32.ge_u
          (i32.sub
            (local.tee ${name} (i32.and (local.get ${x}) (i32.const 0x7f800000)))
            (i32.const 0x800000))
          (i32.const 0x7f000000))`;

/** Takes the sign of a product or quotient, and then those of its operands. */
const TAKE_SIGNS = `
        (local.set $sign
          (i32.and (i32.xor (local.get $x) (local.get $y)) (i32.const 0x80000000)))
        (local.set $x (i32.and (local.get $x) (i32.const 0x7fffffff)))
        (local.set $y (i32.and (local.get $y) (i32.const 0x7fffffff)))`;

const significand = (x: string) =>
  `(i32.or (i32.and (local.get ${x}) (i32.const 0x7fffff)) (i32.const 0x800000))`;

/** A digit of a quotient in base 256, and what it leaves. */
const quotientDigit = `
    (local.set $X
      (i32.or
        (i32.shl (local.get $X) (i32.const 8))
        (i32.div_u
          (local.tee $x (i32.shl (local.get $x) (i32.const 8)))
          (local.get $y))))
    (local.set $x (i32.rem_u (local.get $x) (local.get $y)))`;

/** Newton's step towards the root X of `rest`. */
const newton = `(local.set $X
      (i32.shr_u
        (i32.add (i32.div_u (local.get $rest) (local.get $X)) (local.get $X))
        (i32.const 1)))`;

export const FLOAT32 = `
(module
  ${WIDE_IMPORTS}

  (func (export "f32.add") (param $x i32) (param $y i32) (result i32)
    (local $X i32) (local $Y i32) (local $signs i32) (local $exponent i32) (local $distance i32)
    (local $rest i32)
    ;; Without signs, the larger number first; $x keeps the sign of the result.
    (local.set $X (i32.and (local.get $x) (i32.const 0x7fffffff)))
    (local.set $Y (i32.and (local.get $y) (i32.const 0x7fffffff)))
    (local.set $signs (i32.xor (local.get $x) (local.get $y)))
    (if (i32.lt_u (local.get $X) (local.get $Y))
      (then
        (local.get $X)
        (local.set $X (local.get $Y))
        (local.set $Y)
        (local.set $x (local.get $y))))
    (if (i32.ge_u (local.get $X) (i32.const 0x7f800000))
      (then
        (return
          (select
            (i32.const 0x7fc00000)
            (local.get $x)
            (i32.or
              ${notANumber('$X')}
              (i32.and
                ${isInfinite('$Y')}
                (i32.shr_u (local.get $signs) (i32.const 31))))))))
    (local.set $distance
      (i32.sub
        (local.tee $exponent (i32.shr_u (local.get $X) (i32.const 23)))
        (i32.shr_u (local.get $Y) (i32.const 23))))
    (if (i32.lt_u (local.get $Y) (i32.const 0x800000))
      (then
        (if (i32.eqz (local.get $exponent))
          (then
            ;; The sum of the magnitudes, or the difference, is the encoding of the result.
            (if (i32.lt_s (local.get $signs) (i32.const 0))
              (then
                (if (i32.eq (local.get $X) (local.get $Y))
                  (then (return (i32.const 0))))
                (return (i32.sub (local.get $x) (local.get $Y)))))
            (return (i32.add (local.get $x) (local.get $Y)))))
        ;; The exponent of a subnormal number is that of the smallest normal ones.
        (local.set $distance (i32.sub (local.get $distance) (i32.const 1))))
      (else
        (local.set $Y ${significand('$Y')})))
    (if (i32.lt_u (local.get $distance) (i32.const 32))
      (then
        (local.set $rest
          (call $shr_under_u (i32.const 0) (local.get $Y) (local.get $distance)))
        (local.set $Y (i32.shr_u (local.get $Y) (local.get $distance))))
      (else
        (local.set $rest (i32.ne (local.get $Y) (i32.const 0)))
        (local.set $Y (i32.const 0))))

    (if (i32.ge_s (local.get $signs) (i32.const 0))
      (then
        (local.set $X (i32.add (local.get $X) (local.get $Y)))
        ;; Where the exponent has grown the significand moves down; the exponent grows by one only.
        (if (i32.ne (i32.shr_u (local.get $X) (i32.const 23)) (local.get $exponent))
          (then
            (if (i32.eq (local.get $exponent) (i32.const 254))
              (then
                (return
                  (i32.or
                    (i32.and (local.get $x) (i32.const 0x80000000))
                    (i32.const 0x7f800000)))))
            (local.set $rest
              (i32.or
                (i32.shl (local.get $X) (i32.const 31))
                (i32.ne (local.get $rest) (i32.const 0))))
            (local.set $X
              (i32.shr_u
                (i32.add
                  (local.get $X)
                  (i32.shl
                    (i32.add (local.get $exponent) (i32.const 1))
                    (i32.const 23)))
                (i32.const 1))))))
      (else
        (local.set $X
          (i32.sub
            (i32.sub (local.get $X) (local.get $Y))
            (i32.ne (local.get $rest) (i32.const 0))))
        (local.set $rest (i32.sub (i32.const 0) (local.get $rest)))
        ;; Where the exponent has shrunk the significand is to be moved up, as far as the least exponent lets it.
        (if (i32.ne (i32.shr_u (local.get $X) (i32.const 23)) (local.get $exponent))
          (then
            (local.set $X (i32.and (local.get $X) (i32.const 0x7fffff)))
            (if (i32.eqz (i32.or (local.get $X) (local.get $rest)))
              (then (return (i32.const 0))))
            (local.set $exponent (i32.sub (local.get $exponent) (i32.const 1)))
            (local.set $distance (i32.sub (i32.clz (local.get $X)) (i32.const 8)))
            (local.set $distance
              (select
                (local.get $exponent)
                (local.get $distance)
                (i32.lt_u (local.get $exponent) (local.get $distance))))
            (local.set $X
              (call $shl_over
                (i32.shl (local.get $X) (local.get $distance))
                (local.get $rest)
                (local.get $distance)))
            (local.set $rest (i32.shl (local.get $rest) (local.get $distance)))
            (local.set $X
              (i32.add
                (i32.shl
                  (i32.sub (local.get $exponent) (local.get $distance))
                  (i32.const 23))
                (local.get $X)))))))
    ${ROUNDED32}
    (i32.or (i32.and (local.get $x) (i32.const 0x80000000))))

  (func (export "f32.mul") (param $x i32) (param $y i32) (result i32)
    (local $X i32) (local $rest i32) (local $exponent i32) (local $other i32) (local $sign i32)
    (if (i32.or ${isSpecial('$exponent', '$x')} ${isSpecial('$other', '$y')})
      (then
        ${TAKE_SIGNS}
        (if
          (i32.or
            (i32.eq (local.get $exponent) (i32.const 0x7f800000))
            (i32.eq (local.get $other) (i32.const 0x7f800000)))
          (then
            (return
              (select
                (i32.const 0x7fc00000)
                (i32.or (local.get $sign) (i32.const 0x7f800000))
                (i32.or
                  ;; A NaN, or infinity times 0.
                  (i32.or ${notANumber('$x')} ${notANumber('$y')})
                  (i32.or (i32.eqz (local.get $x)) (i32.eqz (local.get $y))))))))
        ;; Two subnormal numbers, like a zero, give 0.
        (if
          (i32.or
            (i32.eqz (i32.or (local.get $exponent) (local.get $other)))
            (i32.or (i32.eqz (local.get $x)) (i32.eqz (local.get $y))))
          (then (return (local.get $sign))))
        ;; The subnormal one becomes the first.
        (if (local.get $exponent)
          (then
            (local.get $x)
            (local.set $x (local.get $y))
            (local.set $y)
            (local.set $other (local.get $exponent))))
        (call $normalized (local.get $x))
        (local.set $exponent)
        (local.set $x (i32.or (local.get $sign)))
        ;; What is far too small could no longer be told from what is too large.
        (if
          (i32.lt_s
            (i32.add
              (local.get $exponent)
              (i32.shr_u (local.get $other) (i32.const 23)))
            (i32.const 90))
          (then (return (local.get $sign))))
        (local.set $exponent (i32.shl (local.get $exponent) (i32.const 23)))))
    ;; The upper word of the product has its leading bit at bit 23 if it is 2 or more.
    (local.set $X (i32.or (i32.shl (local.get $x) (i32.const 8)) (i32.const 0x80000000)))
    (local.set $rest ${significand('$y')})
    (call $mul_high
      (call $mul_half (local.get $X) (local.get $rest))
      (local.get $X)
      (local.get $rest))
    (local.set $rest (i32.mul (local.get $X) (local.get $rest)))
    (local.set $X)
    (local.set $exponent
      (i32.sub
        (i32.add (local.get $exponent) (local.get $other))
        (i32.const 0x3f800000)))
    (if (i32.lt_u (local.get $X) (i32.const 0x800000))
      (then
        (local.set $X
          (call $shl_over
            (i32.shl (local.get $X) (i32.const 1))
            (local.get $rest)
            (i32.const 1)))
        (local.set $rest (i32.shl (local.get $rest) (i32.const 1)))
        (local.set $exponent (i32.sub (local.get $exponent) (i32.const 0x800000)))))
    (if (i32.ge_u (local.get $exponent) (i32.const 0x7f000000))
      (then
        (return
          (call $extreme
            (local.get $X)
            (local.get $rest)
            (i32.sub
              (i32.shr_u
                (i32.add (local.get $exponent) (i32.const 0x40000000))
                (i32.const 23))
              (i32.const 128))
            (i32.and (i32.xor (local.get $x) (local.get $y)) (i32.const 0x80000000))))))
    (local.set $X (i32.add (local.get $X) (local.get $exponent)))
    ${ROUNDED32}
    (i32.or (i32.and (i32.xor (local.get $x) (local.get $y)) (i32.const 0x80000000))))

  (func (export "f32.div") (param $x i32) (param $y i32) (result i32)
    (local $X i32) (local $rest i32) (local $exponent i32) (local $other i32) (local $sign i32)
    ${TAKE_SIGNS}
    (local.set $exponent (i32.shr_u (local.get $x) (i32.const 23)))
    (local.set $other (i32.shr_u (local.get $y) (i32.const 23)))
    (if
      (i32.or
        (i32.ge_u (i32.sub (local.get $exponent) (i32.const 1)) (i32.const 254))
        (i32.ge_u (i32.sub (local.get $other) (i32.const 1)) (i32.const 254)))
      (then
        (if
          (i32.or
            ;; A NaN, 0 / 0, infinity / infinity.
            (i32.or ${notANumber('$x')} ${notANumber('$y')})
            (i32.or
              (i32.eqz (i32.or (local.get $x) (local.get $y)))
              (i32.and ${isInfinite('$x')} ${isInfinite('$y')})))
          (then (return (i32.const 0x7fc00000))))
        (if (i32.or ${isInfinite('$x')} (i32.eqz (local.get $y)))
          (then (return (i32.or (local.get $sign) (i32.const 0x7f800000)))))
        (if (i32.or ${isInfinite('$y')} (i32.eqz (local.get $x)))
          (then (return (local.get $sign))))
        (if (i32.eqz (local.get $exponent))
          (then
            (call $normalized (local.get $x))
            (local.set $exponent)
            (local.set $x)))
        (if (i32.eqz (local.get $other))
          (then
            (call $normalized (local.get $y))
            (local.set $other)
            (local.set $y)))))
    (local.set $x ${significand('$x')})
    (local.set $y ${significand('$y')})
    ;; Four digits of the quotient, in which 1 is at bit 31.
    (local.set $X
      (i32.div_u
        (local.tee $x (i32.shl (local.get $x) (i32.const 7)))
        (local.get $y)))
    (local.set $x (i32.rem_u (local.get $x) (local.get $y)))
    ${quotientDigit}
    ${quotientDigit}
    ${quotientDigit}
    (local.set $exponent
      (i32.add (i32.sub (local.get $exponent) (local.get $other)) (i32.const 126)))
    (if (i32.ge_s (local.get $X) (i32.const 0))
      (then
        (local.set $X (i32.shl (local.get $X) (i32.const 1)))
        (local.set $exponent (i32.sub (local.get $exponent) (i32.const 1)))))
    (local.set $rest
      (i32.or
        (i32.shl (local.get $X) (i32.const 24))
        (i32.ne (local.get $x) (i32.const 0))))
    (local.set $X (i32.shr_u (local.get $X) (i32.const 8)))
    (if (i32.ge_u (local.get $exponent) (i32.const 254))
      (then
        (return
          (call $extreme
            (local.get $X)
            (local.get $rest)
            (local.get $exponent)
            (local.get $sign)))))
    (local.set $X (i32.add (local.get $X) (i32.shl (local.get $exponent) (i32.const 23))))
    ${ROUNDED32}
    (i32.or (local.get $sign)))

  (func (export "f32.sqrt") (param $x i32) (result i32)
    (local $X i32) (local $rest i32) (local $exponent i32) (local $digit i32)
    (if
      (i32.ge_u
        (i32.sub
          (local.tee $exponent (i32.shr_u (local.get $x) (i32.const 23)))
          (i32.const 1))
        (i32.const 254))
      (then
        (if (i32.eqz (i32.and (local.get $x) (i32.const 0x7fffffff)))
          (then (return (local.get $x))))
        (if (i32.gt_u (local.get $x) (i32.const 0x7f800000))
          (then (return (i32.const 0x7fc00000))))
        (if (local.get $exponent)
          (then (return (local.get $x))))
        (call $normalized (local.get $x))
        (local.set $exponent)
        (local.set $x)))
    ;; As in f64.sqrt, from a radicand of 25 or 26 bits.
    (local.set $rest
      (i32.shl
        ${significand('$x')}
        (i32.sub (i32.const 2) (i32.and (local.get $exponent) (i32.const 1)))))
    (local.set $X
      (i32.add
        (i32.shr_u (i32.mul (local.get $rest) (i32.const 5)) (i32.const 16))
        (i32.const 3060)))
    ${newton}
    ${newton}
    (local.set $X
      (i32.sub
        (local.get $X)
        (i32.gt_u (i32.mul (local.get $X) (local.get $X)) (local.get $rest))))
    (local.set $rest
      (i32.shl
        (i32.sub (local.get $rest) (i32.mul (local.get $X) (local.get $X)))
        (i32.const 14)))
    (local.set $digit
      (i32.div_u
        (local.get $rest)
        (i32.or (i32.shl (local.get $X) (i32.const 1)) (i32.const 1))))
    (local.set $rest
      (i32.sub
        (i32.shl
          (i32.sub
            (local.get $rest)
            (i32.mul (i32.shl (local.get $X) (i32.const 1)) (local.get $digit)))
          (i32.const 14))
        (i32.mul (local.get $digit) (local.get $digit))))
    (local.set $X (i32.add (i32.shl (local.get $X) (i32.const 14)) (local.get $digit)))
    (loop $more
      (if (i32.gt_u (local.get $rest) (i32.shl (local.get $X) (i32.const 1)))
        (then
          (local.set $rest
            (i32.sub
              (i32.sub (local.get $rest) (i32.shl (local.get $X) (i32.const 1)))
              (i32.const 1)))
          (local.set $X (i32.add (local.get $X) (i32.const 1)))
          (br $more))))
    ;; The root has its leading bit at bit 26.
    (local.set $rest
      (i32.or
        (i32.shl (local.get $X) (i32.const 29))
        (i32.ne (local.get $rest) (i32.const 0))))
    (local.set $X
      (i32.add
        (i32.shr_u (local.get $X) (i32.const 3))
        (i32.shl
          (i32.shr_u (i32.add (local.get $exponent) (i32.const 125)) (i32.const 1))
          (i32.const 23))))
    ${ROUNDED32})

  ;; The significand of a subnormal number with its leading bit at bit 23, and the exponent that this gives it.
  (func $normalized (param $x i32) (result i32 i32)
    (local $distance i32)
    (local.set $distance (i32.sub (i32.clz (local.get $x)) (i32.const 8)))
    (i32.shl (local.get $x) (local.get $distance))
    (i32.sub (i32.const 1) (local.get $distance)))

  ;; A result whose exponent, less one, is not one of a normal number.
  (func $extreme (param $X i32) (param $rest i32) (param $exponent i32) (param $sign i32)
    (result i32)
    (if (i32.ge_s (local.get $exponent) (i32.const 0))
      (then (return (i32.or (local.get $sign) (i32.const 0x7f800000)))))
    (if (i32.lt_s (local.get $exponent) (i32.const -24))
      (then (return (local.get $sign))))
    (local.set $rest
      (i32.or
        (i32.shl (local.get $X) (local.get $exponent))
        (i32.ne (local.get $rest) (i32.const 0))))
    (local.set $X
      (i32.shr_u (local.get $X) (i32.sub (i32.const 0) (local.get $exponent))))
    ${ROUNDED32}
    (i32.or (local.get $sign)))
)`;
