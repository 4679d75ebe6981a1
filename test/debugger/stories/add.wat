(module
  (global $calls (mut i32) (i32.const 0))
  (func $add (param $a i32) (param $b i32) (result i32)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i32.add (local.get $a) (local.get $b)))
  (func (export "_start") (local $sum i64)
    (local.set $sum (i64.extend_i32_s (call $add (i32.const 2) (i32.const -5))))
    (drop (call $add (i32.const 1) (i32.const 1)))))
