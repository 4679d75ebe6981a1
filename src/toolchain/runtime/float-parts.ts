/** What operations on floats have in common: pieces of WebAssembly text, in which `a` is a low word and `A` a high one. */

/** Whether a float is a NaN; its upper word is without the sign. */
export const notANumber = (low: string, high: string) => `
    (i32.gt_u
      (i32.or (local.get ${high}) (i32.ne (local.get ${low}) (i32.const 0)))
      (i32.const 0x7ff00000))`;

/** The upper word of a product. */
export const mulHigh = (y: string, x: string) => `
    (call $mul_high
      (call $mul_half (local.get ${y}) (local.get ${x}))
      (local.get ${y})
      (local.get ${x}))`;

/** Rounds the significand X a to nearest by its `rest`, ties to even: leaves its two words on the stack. */
export const ROUNDED = `
    (local.tee $a
      (i32.add
        (local.get $a)
        (local.tee $up
          (i32.gt_u
            (local.get $rest)
            (i32.sub (i32.const 0x80000000) (i32.and (local.get $a) (i32.const 1)))))))
    (i32.add (local.get $X) (i32.lt_u (local.get $a) (local.get $up)))`;

/** The same of an f32, whose significand X is one word. */
export const ROUNDED32 = `
    (i32.add
      (local.get $X)
      (i32.gt_u
        (local.get $rest)
        (i32.sub (i32.const 0x80000000) (i32.and (local.get $X) (i32.const 1)))))`;

/** The significand of a subnormal number with its leading bit at bit 20, and the exponent that this gives it. */
export const NORMALIZED = `
  (func $normalized (param $a i32) (param $A i32) (result i32 i32 i32)
    (local $distance i32)
    (local.set $distance
      (select
        (i32.sub (i32.clz (local.get $A)) (i32.const 11))
        (i32.add (i32.clz (local.get $a)) (i32.const 21))
        (local.get $A)))
    (call $wide_shl (local.get $a) (local.get $distance))
    (call $shl_over
      (call $wide_shl (local.get $A) (local.get $distance))
      (local.get $a)
      (local.get $distance))
    (i32.sub (i32.const 1) (local.get $distance)))`;

/**
 * A result whose exponent, less one, is not one of a normal number: infinity, or a significand that is moved down
 * until its exponent is the least there is.
 */
export const EXTREME = `
  (func $extreme (param $a i32) (param $X i32) (param $rest i32) (param $exponent i32)
    (param $sign i32) (result i32 i32)
    (local $up i32) (local $distance i32)
    (if (i32.ge_s (local.get $exponent) (i32.const 0))
      (then
        (return (i32.const 0) (i32.or (local.get $sign) (i32.const 0x7ff00000)))))
    (local.set $distance (i32.sub (i32.const 0) (local.get $exponent)))
    (if (i32.gt_u (local.get $distance) (i32.const 53))
      (then (return (i32.const 0) (local.get $sign))))
    (if (i32.ge_u (local.get $distance) (i32.const 32))
      (then
        (local.set $rest
          (i32.or (local.get $a) (i32.ne (local.get $rest) (i32.const 0))))
        (local.set $a (local.get $X))
        (local.set $X (i32.const 0))
        (local.set $distance (i32.sub (local.get $distance) (i32.const 32)))))
    (local.set $rest
      (i32.or
        (call $shr_under_u
          (i32.shr_u (local.get $rest) (local.get $distance))
          (local.get $a)
          (local.get $distance))
        (i32.ne
          (call $shr_under_u (i32.const 0) (local.get $rest) (local.get $distance))
          (i32.const 0))))
    (local.set $a
      (call $shr_under_u
        (i32.shr_u (local.get $a) (local.get $distance))
        (local.get $X)
        (local.get $distance)))
    (local.set $X (i32.shr_u (local.get $X) (local.get $distance)))
    ${ROUNDED}
    (i32.or (local.get $sign)))`;
