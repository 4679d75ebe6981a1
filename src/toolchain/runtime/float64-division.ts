/**
 * Quotients and square roots of f64 over i32, in the manner of `float64.ts`.
 *
 * Both are found in digits of 14 bits. A digit is estimated by dividing the leading bits of the remainder by those
 * of a divisor that is a little too large, so that it is never too large itself; what it lacks, two at most, is left
 * in the remainder and so goes into the next digit, which may then be larger than its place. The remainder is kept
 * modulo 2^64, which is more than it ever is.
 */
import { EXTREME, mulHigh, NORMALIZED, notANumber, ROUNDED } from './float-parts';
import { WIDE_IMPORTS } from './machine-imports';

/** One digit of a quotient: the remainder R r becomes R r · 2^14 - digit · Y b; it is less than 2 · Y b throughout. */
const quotientDigit = (digit: string) => `
    (local.set ${digit}
      (i32.div_u
        (call $shl_over
          (i32.shl (local.get $R) (i32.const 10))
          (local.get $r)
          (i32.const 10))
        (local.get $divisor)))
    (local.set $R
      (call $borrow
        (i32.sub
          (call $shl_over
            (i32.shl (local.get $R) (i32.const 14))
            (local.get $r)
            (i32.const 14))
          (i32.add
            (i32.mul (local.get $Y) (local.get ${digit}))
            ${mulHigh('$b', digit)}))
        (local.tee $r (i32.shl (local.get $r) (i32.const 14)))
        (local.tee $low (i32.mul (local.get $b) (local.get ${digit})))))
    (local.set $r (i32.sub (local.get $r) (local.get $low)))`;

/** Newton's step towards the root S of R. */
const newton = `(local.set $S
      (i32.shr_u
        (i32.add (i32.div_u (local.get $R) (local.get $S)) (local.get $S))
        (i32.const 1)))`;

/** Subtracts the square of a root's digit from the remainder. */
const withoutSquare = `(local.set $R
      (call $borrow
        (local.get $R)
        (local.get $r)
        (local.tee $low (i32.mul (local.get $digit) (local.get $digit)))))
    (local.set $r (i32.sub (local.get $r) (local.get $low)))`;

const upBy14 = (high: string, low: string) => `(local.set ${high}
      (call $shl_over
        (i32.shl (local.get ${high}) (i32.const 14))
        (local.get ${low})
        (i32.const 14)))
    (local.set ${low} (i32.shl (local.get ${low}) (i32.const 14)))`;

export const FLOAT64_DIVISION = `
(module
  ${WIDE_IMPORTS}

  (func (export "f64.div") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32 i32)
    (local $exponent i32) (local $other i32) (local $sign i32) (local $X i32) (local $Y i32)
    (local $R i32) (local $r i32) (local $divisor i32) (local $low i32) (local $rest i32)
    (local $digit0 i32) (local $digit1 i32) (local $digit2 i32) (local $digit3 i32) (local $up i32)
    (local.set $sign (i32.and (i32.xor (local.get $A) (local.get $B)) (i32.const 0x80000000)))
    (local.set $A (i32.and (local.get $A) (i32.const 0x7fffffff)))
    (local.set $B (i32.and (local.get $B) (i32.const 0x7fffffff)))
    (local.set $exponent (i32.shr_u (local.get $A) (i32.const 20)))
    (local.set $other (i32.shr_u (local.get $B) (i32.const 20)))
    (if
      (i32.or
        (i32.ge_u (i32.sub (local.get $exponent) (i32.const 1)) (i32.const 0x7fe))
        (i32.ge_u (i32.sub (local.get $other) (i32.const 1)) (i32.const 0x7fe)))
      (then
        (if
          (i32.or
            ;; A NaN, 0 / 0, infinity / infinity.
            (i32.or
              ${notANumber('$a', '$A')}
              ${notANumber('$b', '$B')})
            (i32.or
              (i32.eqz
                (i32.or
                  (i32.or (local.get $a) (local.get $A))
                  (i32.or (local.get $b) (local.get $B))))
              (i32.and
                (i32.eq (local.get $exponent) (i32.const 0x7ff))
                (i32.eq (local.get $other) (i32.const 0x7ff)))))
          (then (return (i32.const 0) (i32.const 0x7ff80000))))
        (if
          (i32.or
            (i32.eq (local.get $exponent) (i32.const 0x7ff))
            (i32.eqz (i32.or (local.get $b) (local.get $B))))
          (then
            (return (i32.const 0) (i32.or (local.get $sign) (i32.const 0x7ff00000)))))
        (if
          (i32.or
            (i32.eq (local.get $other) (i32.const 0x7ff))
            (i32.eqz (i32.or (local.get $a) (local.get $A))))
          (then (return (i32.const 0) (local.get $sign))))
        (if (i32.eqz (local.get $exponent))
          (then
            (call $normalized (local.get $a) (local.get $A))
            (local.set $exponent)
            (local.set $A)
            (local.set $a)))
        (if (i32.eqz (local.get $other))
          (then
            (call $normalized (local.get $b) (local.get $B))
            (local.set $other)
            (local.set $B)
            (local.set $b)))))

    (local.set $r (local.get $a))
    (local.set $R (i32.or (i32.and (local.get $A) (i32.const 0xfffff)) (i32.const 0x100000)))
    (local.set $Y (i32.or (i32.and (local.get $B) (i32.const 0xfffff)) (i32.const 0x100000)))
    (local.set $divisor
      (i32.add (i32.shr_u (local.get $Y) (i32.const 4)) (i32.const 1)))
    ${['$digit0', '$digit1', '$digit2', '$digit3'].map(quotientDigit).join('')}
    ;; The quotient has 56 places below the first digit; what the last digit lacks is added to it.
    (local.set $digit3
      (i32.add
        (i32.add
          (local.get $digit3)
          (local.tee $up
            (select
              (i32.ge_u (local.get $r) (local.get $b))
              (i32.gt_u (local.get $R) (local.get $Y))
              (i32.eq (local.get $R) (local.get $Y)))))
        (i32.shl (local.get $digit2) (i32.const 14))))
    (local.set $rest
      (i32.ne
        (i32.or
          (i32.sub (local.get $r) (select (local.get $b) (i32.const 0) (local.get $up)))
          (i32.sub (local.get $R) (select (local.get $Y) (i32.const 0) (local.get $up))))
        (i32.const 0)))
    (local.set $X
      (i32.add
        (i32.add (i32.shl (local.get $digit0) (i32.const 14)) (local.get $digit1))
        (i32.shr_u (local.get $digit3) (i32.const 28))))
    (local.set $digit3 (i32.and (local.get $digit3) (i32.const 0xfffffff)))
    (local.set $exponent
      (i32.add (i32.sub (local.get $exponent) (local.get $other)) (i32.const 1022)))
    ;; Its leading bit is bit 28 of X, or bit 27.
    (if (i32.lt_u (local.get $X) (i32.const 0x10000000))
      (then
        (local.set $exponent (i32.sub (local.get $exponent) (i32.const 1)))
        (local.set $X (i32.shl (local.get $X) (i32.const 1)))
        (local.set $digit3 (i32.shl (local.get $digit3) (i32.const 1)))))
    (local.set $rest
      (i32.or (i32.shl (local.get $digit3) (i32.const 28)) (local.get $rest)))
    (local.set $a
      (i32.add
        (i32.shl (local.get $X) (i32.const 24))
        (i32.shr_u (local.get $digit3) (i32.const 4))))
    (local.set $X (i32.shr_u (local.get $X) (i32.const 8)))
    (if (i32.ge_u (local.get $exponent) (i32.const 0x7fe))
      (then
        (return
          (call $extreme
            (local.get $a)
            (local.get $X)
            (local.get $rest)
            (local.get $exponent)
            (local.get $sign)))))
    (local.set $X (i32.add (local.get $X) (i32.shl (local.get $exponent) (i32.const 20))))
    ${ROUNDED}
    (i32.or (local.get $sign)))

  (func (export "f64.sqrt") (param $a i32) (param $A i32) (result i32 i32)
    (local $exponent i32) (local $X i32) (local $S i32) (local $s i32) (local $R i32) (local $r i32)
    (local $digit i32) (local $low i32) (local $D i32) (local $rest i32) (local $up i32)
    (if
      (i32.ge_u
        (i32.sub
          (local.tee $exponent (i32.shr_u (local.get $A) (i32.const 20)))
          (i32.const 1))
        (i32.const 0x7fe))
      (then
        (if (i32.eqz (i32.or (i32.and (local.get $A) (i32.const 0x7fffffff)) (local.get $a)))
          (then (return (local.get $a) (local.get $A))))
        (if (i32.or (i32.lt_s (local.get $A) (i32.const 0)) ${notANumber('$a', '$A')})
          (then (return (i32.const 0) (i32.const 0x7ff80000))))
        (if (local.get $exponent)
          (then (return (local.get $a) (local.get $A))))
        (call $normalized (local.get $a) (local.get $A))
        (local.set $exponent)
        (local.set $A)
        (local.set $a)))
    (local.set $X (i32.or (i32.and (local.get $A) (i32.const 0xfffff)) (i32.const 0x100000)))
    ;; The exponent is halved; if it is odd, one place of it goes into the significand.
    (if (i32.eqz (i32.and (local.get $exponent) (i32.const 1)))
      (then
        (local.set $X
          (call $shl_over
            (i32.shl (local.get $X) (i32.const 1))
            (local.get $a)
            (i32.const 1)))
        (local.set $a (i32.shl (local.get $a) (i32.const 1)))))

    ;; The leading 26 bits have a root of 13 bits: a line that is off by 6 % at most, and two steps of Newton's,
    ;; which come out right or too large by one.
    (local.set $R
      (call $shl_over
        (i32.shl (local.get $X) (i32.const 4))
        (local.get $a)
        (i32.const 4)))
    (local.set $S
      (i32.add
        (i32.shr_u (i32.mul (local.get $R) (i32.const 5)) (i32.const 16))
        (i32.const 3060)))
    ${newton}
    ${newton}
    (local.set $S
      (i32.sub
        (local.get $S)
        (i32.gt_u (i32.mul (local.get $S) (local.get $S)) (local.get $R))))
    (local.set $R (i32.sub (local.get $R) (i32.mul (local.get $S) (local.get $S))))

    ;; The other 28 bits. With a digit d the square of the root S grows by (2 S · 2^14 + d) · d.
    (local.set $digit
      (i32.div_u
        (local.tee $R
          (i32.or
            (i32.shl (local.get $R) (i32.const 14))
            (i32.and (i32.shr_u (local.get $a) (i32.const 14)) (i32.const 0x3fff))))
        (i32.or (i32.shl (local.get $S) (i32.const 1)) (i32.const 1))))
    (local.set $R
      (i32.sub
        (i32.or
          (i32.shl
            (i32.sub
              (local.get $R)
              (i32.mul (i32.shl (local.get $S) (i32.const 1)) (local.get $digit)))
            (i32.const 14))
          (i32.and (local.get $a) (i32.const 0x3fff)))
        (i32.mul (local.get $digit) (local.get $digit))))
    (local.set $S (i32.add (i32.shl (local.get $S) (i32.const 14)) (local.get $digit)))

    ;; From here on only zeros follow. The remainder becomes one of two words, and so does the root.
    (local.set $digit
      (i32.div_u
        (i32.shl (local.get $R) (i32.const 2))
        (i32.add (i32.shr_u (local.get $S) (i32.const 11)) (i32.const 1))))
    (local.set $R
      (i32.sub
        (i32.shl (local.get $R) (i32.const 14))
        (i32.mul (i32.shl (local.get $S) (i32.const 1)) (local.get $digit))))
    (local.set $r (i32.shl (local.get $R) (i32.const 14)))
    (local.set $R (i32.shr_u (local.get $R) (i32.const 18)))
    ${withoutSquare}
    (local.set $s (i32.shl (local.get $S) (i32.const 14)))
    (local.set $S
      (call $carry
        (i32.shr_u (local.get $S) (i32.const 18))
        (local.get $s)
        (local.get $digit)))
    (local.set $s (i32.add (local.get $s) (local.get $digit)))

    (local.set $digit
      (i32.div_u
        (call $shl_over
          (i32.shl (local.get $R) (i32.const 20))
          (local.get $r)
          (i32.const 20))
        (i32.add
          (call $shl_over
            (i32.shl (local.get $S) (i32.const 7))
            (local.get $s)
            (i32.const 7))
          (i32.const 1))))
    (local.set $D (i32.shl (local.get $digit) (i32.const 1)))
    ${upBy14('$R', '$r')}
    (local.set $R
      (call $borrow
        (i32.sub
          (local.get $R)
          (i32.add
            (i32.mul (local.get $S) (local.get $D))
            ${mulHigh('$s', '$D')}))
        (local.get $r)
        (local.tee $low (i32.mul (local.get $s) (local.get $D)))))
    (local.set $r (i32.sub (local.get $r) (local.get $low)))
    ${upBy14('$R', '$r')}
    ${withoutSquare}
    ${upBy14('$S', '$s')}
    (local.set $S (call $carry (local.get $S) (local.get $s) (local.get $digit)))
    (local.set $s (i32.add (local.get $s) (local.get $digit)))

    ;; What the last digit lacks: one more for as long as the remainder is more than twice the root.
    (block $whole
      (loop $more
        (local.set $D
          (call $shl_over
            (i32.shl (local.get $S) (i32.const 1))
            (local.get $s)
            (i32.const 1)))
        (local.set $low (i32.or (i32.shl (local.get $s) (i32.const 1)) (i32.const 1)))
        (br_if $whole
          (select
            (i32.lt_u (local.get $r) (local.get $low))
            (i32.lt_u (local.get $R) (local.get $D))
            (i32.eq (local.get $R) (local.get $D))))
        (local.set $R
          (call $borrow
            (i32.sub (local.get $R) (local.get $D))
            (local.get $r)
            (local.get $low)))
        (local.set $r (i32.sub (local.get $r) (local.get $low)))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (local.set $S (i32.add (local.get $S) (i32.eqz (local.get $s))))
        (br $more)))
    ;; The root has its leading bit at bit 22 of the upper word.
    (local.set $rest
      (i32.or
        (i32.shl (local.get $s) (i32.const 30))
        (i32.ne (i32.or (local.get $R) (local.get $r)) (i32.const 0))))
    (local.set $a
      (call $shr_under_u
        (i32.shr_u (local.get $s) (i32.const 2))
        (local.get $S)
        (i32.const 2)))
    (local.set $X
      (i32.add
        (i32.shr_u (local.get $S) (i32.const 2))
        (i32.shl
          (i32.shr_u (i32.add (local.get $exponent) (i32.const 1021)) (i32.const 1))
          (i32.const 20))))
    ${ROUNDED})

  ${NORMALIZED}
  ${EXTREME}
)`;
