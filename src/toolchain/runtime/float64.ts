/**
 * Sums and products of f64 over i32, in WebAssembly text. A float is passed and returned as two words, the low
 * one first; every NaN that comes out is the canonical one. No memory is used, as in `integers.ts`.
 *
 * A significand stays in the place that it has in the encoding, its leading bit at bit 20 of the upper word, with
 * the exponent before it: what is carried out of one then goes into the other by itself, from subnormal to normal
 * and from the largest number to infinity as well. What lies below it is in a third word, \`rest\`, as a fraction of
 * the last place; where more than that is left its last bit is set.
 */
import { EXTREME, mulHigh, NORMALIZED, notANumber, ROUNDED } from './float-parts';
import { WIDE_IMPORTS } from './machine-imports';

export const FLOAT64 = `
(module
  ${WIDE_IMPORTS}

  (func (export "f64.add") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32 i32)
    (local $X i32) (local $Y i32) (local $signs i32) (local $exponent i32) (local $distance i32)
    (local $rest i32) (local $up i32)
    ;; Upper words without signs, the larger number first; $A keeps the sign of the result.
    (local.set $X (i32.and (local.get $A) (i32.const 0x7fffffff)))
    (local.set $Y (i32.and (local.get $B) (i32.const 0x7fffffff)))
    (local.set $signs (i32.xor (local.get $A) (local.get $B)))
    (if
      (select
        (i32.lt_u (local.get $a) (local.get $b))
        (i32.lt_u (local.get $X) (local.get $Y))
        (i32.eq (local.get $X) (local.get $Y)))
      (then
        (local.get $a)
        (local.set $a (local.get $b))
        (local.set $b)
        (local.get $X)
        (local.set $X (local.get $Y))
        (local.set $Y)
        (local.set $A (local.get $B))))
    (if (i32.ge_u (local.get $X) (i32.const 0x7ff00000))
      (then
        (if
          (i32.or
            ;; A NaN, or infinities of different signs.
            (i32.gt_u
              (i32.or (local.get $X) (i32.ne (local.get $a) (i32.const 0)))
              (i32.const 0x7ff00000))
            (i32.and
              (i32.eq (local.get $Y) (i32.const 0x7ff00000))
              (i32.shr_u (local.get $signs) (i32.const 31))))
          (then (return (i32.const 0) (i32.const 0x7ff80000))))
        (return (local.get $a) (local.get $A))))
    (local.set $distance
      (i32.sub
        (local.tee $exponent (i32.shr_u (local.get $X) (i32.const 20)))
        (i32.shr_u (local.get $Y) (i32.const 20))))
    (if (i32.lt_u (local.get $Y) (i32.const 0x100000))
      (then
        (if (i32.eqz (local.get $exponent))
          (then (return (call $add_subnormal
            (local.get $a) (local.get $X) (local.get $b) (local.get $Y)
            (local.get $A) (local.get $signs)))))
        (if (i32.eqz (i32.or (local.get $Y) (local.get $b)))
          (then (return (local.get $a) (local.get $A))))
        ;; The exponent of a subnormal number is that of the smallest normal ones.
        (local.set $distance (i32.sub (local.get $distance) (i32.const 1))))
      (else
        (local.set $Y
          (i32.or (i32.and (local.get $Y) (i32.const 0xfffff)) (i32.const 0x100000)))))

    (if (i32.lt_u (local.get $distance) (i32.const 32))
      (then
        (local.set $rest
          (call $shr_under_u (i32.const 0) (local.get $b) (local.get $distance)))
        (local.set $b
          (call $shr_under_u
            (i32.shr_u (local.get $b) (local.get $distance))
            (local.get $Y)
            (local.get $distance)))
        (local.set $Y (i32.shr_u (local.get $Y) (local.get $distance))))
      (else
        (if (i32.lt_u (local.get $distance) (i32.const 64))
          (then
            (local.set $rest
              (i32.or
                (call $shr_under_u
                  (i32.shr_u (local.get $b) (local.get $distance))
                  (local.get $Y)
                  (i32.sub (local.get $distance) (i32.const 32)))
                (i32.ne
                  (call $shr_under_u
                    (i32.const 0)
                    (local.get $b)
                    (i32.sub (local.get $distance) (i32.const 32)))
                  (i32.const 0))))
            (local.set $b (i32.shr_u (local.get $Y) (local.get $distance))))
          (else
            (local.set $rest (i32.const 1))
            (local.set $b (i32.const 0))))
        (local.set $Y (i32.const 0))))

    (if (i32.ge_s (local.get $signs) (i32.const 0))
      (then
        (local.set $X
          (call $carry
            (i32.add (local.get $X) (local.get $Y))
            (local.get $a)
            (local.get $b)))
        (local.set $a (i32.add (local.get $a) (local.get $b)))
        ;; Where the exponent has grown the significand moves down; the exponent grows by one only.
        (if (i32.ne (i32.shr_u (local.get $X) (i32.const 20)) (local.get $exponent))
          (then
            (if (i32.eq (local.get $exponent) (i32.const 0x7fe))
              (then
                (return
                  (i32.const 0)
                  (i32.or
                    (i32.and (local.get $A) (i32.const 0x80000000))
                    (i32.const 0x7ff00000)))))
            (local.set $rest
              (i32.or
                (i32.shl (local.get $a) (i32.const 31))
                (i32.ne (local.get $rest) (i32.const 0))))
            (local.set $a
              (call $shr_under_u
                (i32.shr_u (local.get $a) (i32.const 1))
                (local.get $X)
                (i32.const 1)))
            (local.set $X
              (i32.shr_u
                (i32.add
                  (local.get $X)
                  (i32.shl
                    (i32.add (local.get $exponent) (i32.const 1))
                    (i32.const 20)))
                (i32.const 1))))))
      (else
        (local.set $X
          (call $borrow
            (i32.sub (local.get $X) (local.get $Y))
            (local.get $a)
            (local.get $b)))
        (local.set $a (i32.sub (local.get $a) (local.get $b)))
        (if (local.get $rest)
          (then
            (local.set $X (i32.sub (local.get $X) (i32.eqz (local.get $a))))
            (local.set $a (i32.sub (local.get $a) (i32.const 1)))
            (local.set $rest (i32.sub (i32.const 0) (local.get $rest)))))
        ;; Where the exponent has shrunk the significand is to be moved up.
        (if (i32.ne (i32.shr_u (local.get $X) (i32.const 20)) (local.get $exponent))
          (then
            (local.set $exponent (i32.sub (local.get $exponent) (i32.const 1)))
            (if (local.tee $X (i32.and (local.get $X) (i32.const 0xfffff)))
              (then
                (local.set $distance (i32.sub (i32.clz (local.get $X)) (i32.const 11))))
              (else
                (if (i32.eqz (i32.or (local.get $a) (local.get $rest)))
                  (then (return (i32.const 0) (i32.const 0))))
                (local.set $distance (i32.add (i32.clz (local.get $a)) (i32.const 21)))))
            ;; As far as the least exponent lets it.
            (local.set $distance
              (select
                (local.get $exponent)
                (local.get $distance)
                (i32.lt_u (local.get $exponent) (local.get $distance))))
            (local.set $X
              (call $shl_over
                (call $wide_shl (local.get $X) (local.get $distance))
                (local.get $a)
                (local.get $distance)))
            (local.set $a
              (call $shl_over
                (call $wide_shl (local.get $a) (local.get $distance))
                (local.get $rest)
                (local.get $distance)))
            (if (i32.gt_u (local.get $distance) (i32.const 32))
              (then
                ;; Only the leading bit of the rest can be set, and it goes past the lower word.
                (local.set $X
                  (call $shl_over
                    (local.get $X)
                    (local.get $rest)
                    (i32.sub (local.get $distance) (i32.const 32))))
                (local.set $a
                  (i32.shl (local.get $rest) (local.get $distance)))))
            (local.set $rest (call $wide_shl (local.get $rest) (local.get $distance)))
            (local.set $X
              (i32.add
                (i32.shl
                  (i32.sub (local.get $exponent) (local.get $distance))
                  (i32.const 20))
                (local.get $X)))))))
    ${ROUNDED}
    (i32.or (i32.and (local.get $A) (i32.const 0x80000000))))

  ;; The sum of the magnitudes, or the difference, is the encoding of the result.
  (func $add_subnormal (param $a i32) (param $X i32) (param $b i32) (param $Y i32)
    (param $sign i32) (param $signs i32) (result i32 i32)
    (local.set $sign (i32.and (local.get $sign) (i32.const 0x80000000)))
    (if (i32.ge_s (local.get $signs) (i32.const 0))
      (then
        (i32.add (local.get $a) (local.get $b))
        (i32.or
          (call $carry
            (i32.add (local.get $X) (local.get $Y))
            (local.get $a)
            (local.get $b))
          (local.get $sign))
        (return)))
    (local.set $X
      (call $borrow
        (i32.sub (local.get $X) (local.get $Y))
        (local.get $a)
        (local.get $b)))
    (local.tee $a (i32.sub (local.get $a) (local.get $b)))
    ;; Numbers that are equal but for their signs add up to 0.
    (select
      (i32.or (local.get $X) (local.get $sign))
      (i32.const 0)
      (i32.or (local.get $X) (local.get $a))))

  (func (export "f64.mul") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32 i32)
    (local $x i32) (local $y i32) (local $X i32) (local $middle i32) (local $low i32)
    (local $rest i32) (local $exponent i32) (local $other i32) (local $sign i32) (local $up i32)
    (if
      (i32.or
        (i32.ge_u
          (i32.sub
            (local.tee $exponent (i32.and (local.get $A) (i32.const 0x7ff00000)))
            (i32.const 0x100000))
          (i32.const 0x7fe00000))
        (i32.ge_u
          (i32.sub
            (local.tee $other (i32.and (local.get $B) (i32.const 0x7ff00000)))
            (i32.const 0x100000))
          (i32.const 0x7fe00000)))
      (then
        (local.set $sign
          (i32.and (i32.xor (local.get $A) (local.get $B)) (i32.const 0x80000000)))
        (local.set $A (i32.and (local.get $A) (i32.const 0x7fffffff)))
        (local.set $B (i32.and (local.get $B) (i32.const 0x7fffffff)))
        (if
          (i32.or
            (i32.eq (local.get $exponent) (i32.const 0x7ff00000))
            (i32.eq (local.get $other) (i32.const 0x7ff00000)))
          (then
            (return
              (i32.const 0)
              (select
                (i32.const 0x7ff80000)
                (i32.or (local.get $sign) (i32.const 0x7ff00000))
                (i32.or
                  (i32.or
                    ;; A NaN, or infinity times 0.
                    ${notANumber('$a', '$A')}
                    ${notANumber('$b', '$B')})
                  (i32.or
                    (i32.eqz (i32.or (local.get $a) (local.get $A)))
                    (i32.eqz (i32.or (local.get $b) (local.get $B)))))))))
        ;; Two subnormal numbers, like a zero, give 0.
        (if
          (i32.or
            (i32.eqz (i32.or (local.get $exponent) (local.get $other)))
            (i32.or
              (i32.eqz (i32.or (local.get $a) (local.get $A)))
              (i32.eqz (i32.or (local.get $b) (local.get $B)))))
          (then (return (i32.const 0) (local.get $sign))))
        ;; The subnormal one becomes the first.
        (if (local.get $exponent)
          (then
            (local.get $a)
            (local.set $a (local.get $b))
            (local.set $b)
            (local.get $A)
            (local.set $A (local.get $B))
            (local.set $B)
            (local.set $other (local.get $exponent))))
        (call $normalized (local.get $a) (local.get $A))
        (local.set $exponent)
        (local.set $A)
        (local.set $a)
        ;; What is far too small could no longer be told from what is too large.
        (if
          (i32.lt_s
            (i32.add
              (local.get $exponent)
              (i32.shr_u (local.get $other) (i32.const 20)))
            (i32.const 900))
          (then (return (i32.const 0) (local.get $sign))))
        (local.set $exponent (i32.shl (local.get $exponent) (i32.const 20)))
        (local.set $A (i32.or (local.get $A) (local.get $sign)))))

    ;; The product has its leading bit at bit 20 of the uppermost of four words if it is 2 or more.
    (local.set $x
      (call $shl_over
        (i32.or (i32.shl (local.get $A) (i32.const 11)) (i32.const 0x80000000))
        (local.get $a)
        (i32.const 11)))
    (local.set $a (i32.shl (local.get $a) (i32.const 11)))
    (local.set $y (i32.or (i32.and (local.get $B) (i32.const 0xfffff)) (i32.const 0x100000)))
    ;; The second lowest word, from three products; the lowest only tells whether there is more.
    (local.set $rest
      (i32.add
        ${mulHigh('$a', '$b')}
        (local.tee $low (i32.mul (local.get $a) (local.get $y)))))
    (local.set $middle
      (call $carry
        (i32.add
          ${mulHigh('$a', '$y')}
          (i32.lt_u (local.get $rest) (local.get $low)))
        (local.get $rest)
        (local.tee $low (i32.mul (local.get $x) (local.get $b)))))
    (local.set $rest
      (i32.or
        (i32.add (local.get $rest) (local.get $low))
        (i32.ne (i32.mul (local.get $a) (local.get $b)) (i32.const 0))))
    ;; The upper words.
    (call $carry
      ${mulHigh('$x', '$y')}
      (local.get $middle)
      (local.tee $low (i32.mul (local.get $x) (local.get $y))))
    (local.set $X
      (call $carry
        (local.tee $low (i32.add (local.get $low) (local.get $middle)))
        (local.tee $middle ${mulHigh('$x', '$b')})))
    (local.set $a (i32.add (local.get $low) (local.get $middle)))
    (local.set $exponent
      (i32.sub
        (i32.add (local.get $exponent) (local.get $other))
        (i32.const 0x3ff00000)))
    (if (i32.lt_u (local.get $X) (i32.const 0x100000))
      (then
        (local.set $X
          (call $shl_over
            (i32.shl (local.get $X) (i32.const 1))
            (local.get $a)
            (i32.const 1)))
        (local.set $a
          (call $shl_over
            (i32.shl (local.get $a) (i32.const 1))
            (local.get $rest)
            (i32.const 1)))
        (local.set $rest (i32.shl (local.get $rest) (i32.const 1)))
        (local.set $exponent (i32.sub (local.get $exponent) (i32.const 0x100000)))))
    (if (i32.ge_u (local.get $exponent) (i32.const 0x7fe00000))
      (then
        (return
          (call $extreme
            (local.get $a)
            (local.get $X)
            (local.get $rest)
            (i32.sub
              (i32.shr_u
                (i32.add (local.get $exponent) (i32.const 0x40000000))
                (i32.const 20))
              (i32.const 1024))
            (i32.and (i32.xor (local.get $A) (local.get $B)) (i32.const 0x80000000))))))
    (local.set $X (i32.add (local.get $X) (local.get $exponent)))
    ${ROUNDED}
    (i32.or (i32.and (i32.xor (local.get $A) (local.get $B)) (i32.const 0x80000000))))

  ${NORMALIZED}
  ${EXTREME}
)`;
