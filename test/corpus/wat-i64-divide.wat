;; The four divisions of i64s: quotient and remainder give the dividend back, and the remainder has its sign.
(module
  (global $sum (mut i64) (i64.const 0))
  (func $mix (param $value i64)
    (global.set $sum
      (i64.add (i64.mul (global.get $sum) (i64.const 0x100000001b3)) (local.get $value))))
  (func $divide (param $a i64) (param $b i64)
    (if (i64.ne
          (local.get $a)
          (i64.add
            (i64.mul (i64.div_u (local.get $a) (local.get $b)) (local.get $b))
            (i64.rem_u (local.get $a) (local.get $b))))
      (then unreachable))
    (call $mix (i64.div_s (local.get $a) (local.get $b)))
    (call $mix (i64.rem_s (local.get $a) (local.get $b)))
    (call $mix (i64.div_u (local.get $a) (local.get $b)))
    (call $mix (i64.rem_u (local.get $a) (local.get $b))))
  (func (export "run") (result i32)
    (call $divide (i64.const 0x8000000000000000) (i64.const 0x100000001))
    (call $divide (i64.const -1) (i64.const 10))
    (call $divide (i64.const 0x7fffffffffffffff) (i64.const -3))
    (call $divide (i64.const -0x123456789abcdef) (i64.const 0x80000000))
    (call $divide (i64.const 5) (i64.const 0x8000000000000000))
    (call $divide (i64.const 0x8000000000000000) (i64.const 0x8000000000000000))
    (call $divide (i64.const 0xffffffff00000000) (i64.const 0xffffffff))
    ;; The one quotient that does not fit has a remainder all the same.
    (call $mix (i64.rem_s (i64.const 0x8000000000000000) (i64.const -1)))
    (i32.rem_u
      (i32.xor
        (i32.wrap_i64 (global.get $sum))
        (i32.wrap_i64 (i64.shr_u (global.get $sum) (i64.const 32))))
      (i32.const 251))))
