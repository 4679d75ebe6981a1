;; memory.copy over itself in both directions, memory.fill, memory.init; copies of nothing at the very end.
(module
  (memory 1)
  (data (i32.const 100) "abcdefghijklmnop")
  (data $passive "0123456789")
  (func $hash (result i32)
    (local $i i32) (local $sum i32)
    (local.set $i (i32.const 96))
    (loop $next
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 33))
          (i32.load8_u (local.get $i))))
      (br_if $next
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 136))))
    (local.get $sum))
  (func (export "run") (result i32)
    (memory.copy (i32.const 103) (i32.const 100) (i32.const 13))
    (call $hash)
    (memory.copy (i32.const 99) (i32.const 104) (i32.const 12))
    (call $hash)
    (memory.copy (i32.const 101) (i32.const 101) (i32.const 9))
    (memory.copy (i32.const 108) (i32.const 107) (i32.const 1))
    (call $hash)
    (memory.init $passive (i32.const 118) (i32.const 2) (i32.const 7))
    (memory.fill (i32.const 121) (i32.const 0x1ff) (i32.const 6))
    (memory.copy (i32.const 117) (i32.const 120) (i32.const 6))
    (call $hash)
    (memory.copy (i32.const 65536) (i32.const 0) (i32.const 0))
    (memory.fill (i32.const 65536) (i32.const 1) (i32.const 0))
    (data.drop $passive)
    (memory.init $passive (i32.const 65536) (i32.const 0) (i32.const 0))
    (i32.xor) (i32.add) (i32.xor)
    (i32.rem_u (i32.const 251))))
