;; Comparisons and operations of one 64-bit number on edge values, as bits of one number each.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\40\00\00\00\11\00\00\00")
  (data (i32.const 32) "0123456789abcdef")
  (data (i32.const 80) "\n")
  ;; Writes a number in hexadecimal digits.
  (func $print (param $x i64)
    (local $at i32)
    (local.set $at (i32.const 79))
    (loop $next
      (i32.store8 (local.get $at)
        (i32.load8_u offset=32 (i32.and (i32.wrap_i64 (local.get $x)) (i32.const 15))))
      (local.set $x (i64.shr_u (local.get $x) (i64.const 4)))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (br_if $next (i32.ge_u (local.get $at) (i32.const 64))))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
  (data (i32.const 128)
    "\00\00\00\00\00\00\00\00" "\00\00\00\00\00\00\00\80" "\ff\ff\ff\ff\ff\ff\ff\7f"
    "\01\00\00\00\00\00\00\00" "\00\00\00\00\01\00\00\00" "\ff\ff\ff\ff\ff\ff\ff\ff" "\ff\ff\ff\ff\00\00\00\00")
  (func $compare (param $a i64) (param $b i64) (result i32)
    (i32.or (i32.or (i32.or (i32.or (i32.or (i32.or (i32.or (i32.or (i32.or
      (i64.eq (local.get $a) (local.get $b))
      (i32.shl (i64.ne (local.get $a) (local.get $b)) (i32.const 1)))
      (i32.shl (i64.lt_s (local.get $a) (local.get $b)) (i32.const 2)))
      (i32.shl (i64.lt_u (local.get $a) (local.get $b)) (i32.const 3)))
      (i32.shl (i64.gt_s (local.get $a) (local.get $b)) (i32.const 4)))
      (i32.shl (i64.gt_u (local.get $a) (local.get $b)) (i32.const 5)))
      (i32.shl (i64.le_s (local.get $a) (local.get $b)) (i32.const 6)))
      (i32.shl (i64.le_u (local.get $a) (local.get $b)) (i32.const 7)))
      (i32.shl (i64.ge_s (local.get $a) (local.get $b)) (i32.const 8)))
      (i32.shl (i64.ge_u (local.get $a) (local.get $b)) (i32.const 9))))
  (func $single (param $a i64) (result i64)
    (i64.or
      (i64.or (i64.clz (local.get $a)) (i64.shl (i64.ctz (local.get $a)) (i64.const 8)))
      (i64.or
        (i64.shl (i64.popcnt (local.get $a)) (i64.const 16))
        (i64.shl (i64.extend_i32_u (i64.eqz (local.get $a))) (i64.const 24)))))
  (func (export "_start")
    (local $i i32) (local $j i32) (local $row i64)
    (loop $each
      (local.set $row (i64.const 0))
      (local.set $j (i32.const 0))
      (loop $other
        (local.set $row
          (i64.xor
            (i64.rotl (local.get $row) (i64.const 9))
            (i64.extend_i32_u
              (call $compare (i64.load offset=128 (local.get $i)) (i64.load offset=128 (local.get $j))))))
        (br_if $other (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 8))) (i32.const 56))))
      (call $print (local.get $row))
      (call $print (call $single (i64.load offset=128 (local.get $i))))
      (br_if $each (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 56))))))
