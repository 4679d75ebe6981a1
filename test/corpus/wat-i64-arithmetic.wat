;; Every operation on two i64s, on pairs of edge values; each result is mixed into a sum.
(module
  (memory 1)
  (data (i32.const 0)
    "\00\00\00\00\00\00\00\00" "\01\00\00\00\00\00\00\00" "\ff\ff\ff\ff\ff\ff\ff\ff"
    "\ff\ff\ff\ff\00\00\00\00" "\00\00\00\00\01\00\00\00" "\00\00\00\80\ff\ff\ff\ff"
    "\00\00\00\00\00\00\00\80" "\ff\ff\ff\ff\ff\ff\ff\7f" "\15\cd\5b\07\fb\04\fb\71")
  (global $sum (mut i64) (i64.const 0))
  (func $mix (param $value i64)
    (global.set $sum
      (i64.add
        (i64.rotl (i64.mul (global.get $sum) (i64.const 0x9e3779b97f4a7c15)) (i64.const 23))
        (local.get $value))))
  (func $pair (param $a i64) (param $b i64)
    (call $mix (i64.add (local.get $a) (local.get $b)))
    (call $mix (i64.sub (local.get $a) (local.get $b)))
    (call $mix (i64.mul (local.get $a) (local.get $b)))
    (call $mix (i64.and (local.get $a) (local.get $b)))
    (call $mix (i64.or (local.get $a) (local.get $b)))
    (call $mix (i64.xor (local.get $a) (local.get $b)))
    (call $mix (i64.shl (local.get $a) (local.get $b)))
    (call $mix (i64.shr_s (local.get $a) (local.get $b)))
    (call $mix (i64.shr_u (local.get $a) (local.get $b)))
    (call $mix (i64.rotl (local.get $a) (local.get $b)))
    (call $mix (i64.rotr (local.get $a) (local.get $b))))
  (func (export "run") (result i32)
    (local $i i32) (local $j i32)
    (loop $rows
      (local.set $j (i32.const 0))
      (loop $columns
        (call $pair (i64.load (local.get $i)) (i64.load (local.get $j)))
        (br_if $columns
          (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 8))) (i32.const 72))))
      (br_if $rows
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 24))) (i32.const 72))))
    (i32.rem_u
      (i32.xor
        (i32.wrap_i64 (global.get $sum))
        (i32.wrap_i64 (i64.shr_u (global.get $sum) (i64.const 32))))
      (i32.const 251))))
