/**
 * 64-bit integer operations over i32, in WebAssembly text. A 64-bit value is passed and returned as two words,
 * the low one first. They use no memory, so that they can be called anywhere in a leaf function.
 */
export const INTEGERS = `
(module
  (import "stepformer" "wide.borrow" (func $borrow (param i32 i32 i32) (result i32)))
  (import "stepformer" "wide.mul_half" (func $mul_half (param i32 i32) (result i32)))
  (import "stepformer" "wide.mul_high" (func $mul_high (param i32 i32 i32) (result i32)))
  (import "stepformer" "wide.shl_over" (func $shl_over (param i32 i32 i32) (result i32)))

  ;; Divides the 64-bit u by v, where the upper word of u is less than v, so that the quotient is one word:
  ;; long division in base 2^16 (Knuth, volume 2, algorithm D), each digit first estimated from the leading
  ;; half of v and then lowered at most twice. Returns quotient and remainder.
  (func $divmod_by_word (param $u i32) (param $U i32) (param $v i32) (result i32 i32)
    (local $shift i32) (local $digit i32) (local $quotient i32) (local $round i32)
    (if (i32.eqz (local.get $U))
      (then
        (i32.div_u (local.get $u) (local.get $v))
        (i32.rem_u (local.get $u) (local.get $v))
        (return)))
    ;; Half a word divides digit by digit as it is: what is divided always fits a word.
    (if (i32.eqz (i32.shr_u (local.get $v) (i32.const 16)))
      (then
        (local.set $U
          (i32.or
            (i32.shl (local.get $U) (i32.const 16))
            (i32.shr_u (local.get $u) (i32.const 16))))
        (local.set $u
          (i32.or
            (i32.shl (i32.rem_u (local.get $U) (local.get $v)) (i32.const 16))
            (i32.and (local.get $u) (i32.const 0xffff))))
        (i32.or
          (i32.shl (i32.div_u (local.get $U) (local.get $v)) (i32.const 16))
          (i32.div_u (local.get $u) (local.get $v)))
        (i32.rem_u (local.get $u) (local.get $v))
        (return)))
    ;; Shift both until the highest bit of v is set.
    (local.set $shift (i32.clz (local.get $v)))
    (local.set $v (i32.shl (local.get $v) (local.get $shift)))
    (if (local.get $shift)
      (then
        (local.set $U
          (i32.or
            (i32.shl (local.get $U) (local.get $shift))
            (i32.shr_u (local.get $u) (i32.sub (i32.const 32) (local.get $shift)))))
        (local.set $u (i32.shl (local.get $u) (local.get $shift)))))
    (local.set $round (i32.const 2))
    (loop $next
      (local.set $digit
        (call $quotient_digit
          (local.get $U)
          (i32.shr_u (local.get $u) (i32.const 16))
          (local.get $v)))
      ;; U := U * 2^16 + the next digit of u - digit * v, which is less than v.
      (local.set $U
        (i32.sub
          (i32.or
            (i32.shl (local.get $U) (i32.const 16))
            (i32.shr_u (local.get $u) (i32.const 16)))
          (i32.mul (local.get $digit) (local.get $v))))
      (local.set $u (i32.shl (local.get $u) (i32.const 16)))
      (local.set $quotient
        (i32.or (i32.shl (local.get $quotient) (i32.const 16)) (local.get $digit)))
      (br_if $next (local.tee $round (i32.sub (local.get $round) (i32.const 1)))))
    (local.get $quotient)
    (i32.shr_u (local.get $U) (local.get $shift)))

  ;; The digit floor((u * 2^16 + next) / v) in base 2^16, for u < v and v with its highest bit set.
  (func $quotient_digit (param $u i32) (param $next i32) (param $v i32) (result i32)
    (local $lead i32) (local $rest i32) (local $digit i32) (local $remainder i32)
    (local.set $lead (i32.shr_u (local.get $v) (i32.const 16)))
    (local.set $rest (i32.and (local.get $v) (i32.const 0xffff)))
    (local.set $digit (i32.div_u (local.get $u) (local.get $lead)))
    (local.set $remainder (i32.rem_u (local.get $u) (local.get $lead)))
    (block $good
      (loop $again
        (if (i32.lt_u (local.get $digit) (i32.const 0x10000))
          (then
            (br_if $good
              (i32.le_u
                (i32.mul (local.get $digit) (local.get $rest))
                (i32.or (i32.shl (local.get $remainder) (i32.const 16)) (local.get $next))))))
        (local.set $digit (i32.sub (local.get $digit) (i32.const 1)))
        (local.set $remainder (i32.add (local.get $remainder) (local.get $lead)))
        (br_if $again (i32.lt_u (local.get $remainder) (i32.const 0x10000)))))
    (local.get $digit))

  ;; Quotient and remainder. A zero divisor traps in the first i32.div_u.
  (func $divmod (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32 i32 i32 i32)
    (local $shift i32) (local $q i32) (local $low i32) (local $high i32)
    (if (i32.eqz (local.get $B))
      (then
        (if (i32.eqz (local.get $A))
          (then
            (i32.div_u (local.get $a) (local.get $b))
            (i32.const 0)
            (i32.rem_u (local.get $a) (local.get $b))
            (i32.const 0)
            (return)))
        (local.set $high (i32.div_u (local.get $A) (local.get $b)))
        (call $divmod_by_word
          (local.get $a)
          (i32.rem_u (local.get $A) (local.get $b))
          (local.get $b))
        (local.set $A)
        (local.get $high)
        (local.get $A)
        (i32.const 0)
        (return)))
    ;; The quotient is one word. Divide a/2 by the leading word of b: the quotient, scaled, is at most 1 too
    ;; large; made smaller by 1 it is at most 1 too small.
    (local.set $shift (i32.clz (local.get $B)))
    (call $divmod_by_word
      (i32.or (i32.shr_u (local.get $a) (i32.const 1)) (i32.shl (local.get $A) (i32.const 31)))
      (i32.shr_u (local.get $A) (i32.const 1))
      ;; (b << shift) >> 32, for a shift from 0 to 31.
      (i32.or
        (i32.shl (local.get $B) (local.get $shift))
        (i32.shr_u
          (i32.shr_u (local.get $b) (i32.const 1))
          (i32.xor (local.get $shift) (i32.const 31)))))
    (drop)
    (local.set $q)
    (local.set $q (i32.shr_u (local.get $q) (i32.xor (local.get $shift) (i32.const 31))))
    (local.set $q (i32.sub (local.get $q) (i32.ne (local.get $q) (i32.const 0))))
    ;; a := a - q * b
    (local.set $low (i32.mul (local.get $b) (local.get $q)))
    (local.set $high
      (call $borrow
        (i32.sub
          (local.get $A)
          (i32.add
            (i32.mul (local.get $B) (local.get $q))
            (call $mul_high
              (call $mul_half (local.get $b) (local.get $q))
              (local.get $b)
              (local.get $q))))
        (local.get $a)
        (local.get $low)))
    (local.set $low (i32.sub (local.get $a) (local.get $low)))
    (if
      (select
        (i32.ge_u (local.get $low) (local.get $b))
        (i32.ge_u (local.get $high) (local.get $B))
        (i32.eq (local.get $high) (local.get $B)))
      (then
        (local.set $q (i32.add (local.get $q) (i32.const 1)))
        (local.set $high
          (i32.sub
            (i32.sub (local.get $high) (local.get $B))
            (i32.lt_u (local.get $low) (local.get $b))))
        (local.set $low (i32.sub (local.get $low) (local.get $b)))))
    (local.get $q)
    (i32.const 0)
    (local.get $low)
    (local.get $high))

  (func $div_u (export "i64.div_u") (param i32 i32 i32 i32) (result i32 i32)
    (call $divmod (local.get 0) (local.get 1) (local.get 2) (local.get 3))
    (drop)
    (drop))

  (func $rem_u (export "i64.rem_u") (param i32 i32 i32 i32) (result i32 i32)
    (call $divmod (local.get 0) (local.get 1) (local.get 2) (local.get 3))
    (local.set 1)
    (local.set 0)
    (drop)
    (drop)
    (local.get 0)
    (local.get 1))

  ;; The value negated where sign is -1 and as it is where sign is 0.
  (func $apply_sign (param $a i32) (param $A i32) (param $sign i32) (result i32 i32)
    (if (i32.eqz (local.get $sign))
      (then (local.get $a) (local.get $A) (return)))
    (i32.sub (i32.const 0) (local.get $a))
    (call $borrow
      (i32.sub (i32.const 0) (local.get $A))
      (i32.const 0)
      (local.get $a)))

  (func (export "i64.div_s") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32 i32)
    (local $sign i32)
    (if (i32.eqz (i32.or (local.get $A) (local.get $B)))
      (then
        (i32.div_u (local.get $a) (local.get $b))
        (i32.const 0)
        (return)))
    ;; The one quotient that does not fit: -2^63 / -1. It traps as the same division of words does.
    (if (i32.eq (local.get $A) (i32.const 0x80000000))
      (then
        (if
          (i32.and
            (i32.eqz (local.get $a))
            (i32.eq (i32.and (local.get $b) (local.get $B)) (i32.const -1)))
          (then (drop (i32.div_s (local.get $A) (local.get $B)))))))
    (local.set $sign
      (i32.shr_s (i32.xor (local.get $A) (local.get $B)) (i32.const 31)))
    (call $apply_sign
      (local.get $a)
      (local.get $A)
      (i32.shr_s (local.get $A) (i32.const 31)))
    (call $apply_sign
      (local.get $b)
      (local.get $B)
      (i32.shr_s (local.get $B) (i32.const 31)))
    (call $div_u)
    (local.get $sign)
    (call $apply_sign))

  ;; The remainder has the sign of the dividend.
  (func (export "i64.rem_s") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32 i32)
    (local $sign i32)
    (if (i32.eqz (i32.or (local.get $A) (local.get $B)))
      (then
        (i32.rem_u (local.get $a) (local.get $b))
        (i32.const 0)
        (return)))
    (local.set $sign (i32.shr_s (local.get $A) (i32.const 31)))
    (call $apply_sign (local.get $a) (local.get $A) (local.get $sign))
    (call $apply_sign
      (local.get $b)
      (local.get $B)
      (i32.shr_s (local.get $B) (i32.const 31)))
    (call $rem_u)
    (local.get $sign)
    (call $apply_sign))

  ;; A rotation by a word exchanges the words; what is left is one by less.
  (func $rotl (export "i64.rotl") (param $a i32) (param $A i32) (param $n i32) (result i32 i32)
    (local $swap i32)
    (if (i32.and (local.get $n) (i32.const 32))
      (then
        (local.set $swap (local.get $a))
        (local.set $a (local.get $A))
        (local.set $A (local.get $swap))))
    (local.set $n (i32.and (local.get $n) (i32.const 31)))
    (call $shl_over
      (i32.shl (local.get $a) (local.get $n))
      (local.get $A)
      (local.get $n))
    (call $shl_over
      (i32.shl (local.get $A) (local.get $n))
      (local.get $a)
      (local.get $n)))

  (func (export "i64.rotr") (param $a i32) (param $A i32) (param $n i32) (result i32 i32)
    (call $rotl
      (local.get $a)
      (local.get $A)
      (i32.sub (i32.const 0) (local.get $n))))
)`;
