(module
  (global $count (mut i32) (i32.const 5))
  (global $wide (mut i64) (i64.const 0x1_0000_0002))
  (global $fixed i32 (i32.const 100))
  (global $ratio (mut f64) (f64.const 1.5))
  (func $bump
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (global.set $wide (i64.shl (global.get $wide) (i64.const 1)))
    (global.set $ratio (f64.neg (global.get $ratio))))
  (func (export "run") (result i32)
    (call $bump)
    (call $bump)
    (i32.add
      (i32.add (global.get $count) (global.get $fixed))
      (i32.add
        (i32.wrap_i64 (i64.shr_u (global.get $wide) (i64.const 31)))
        (i32.wrap_i64 (i64.shr_u (i64.reinterpret_f64 (global.get $ratio)) (i64.const 56)))))))
