;; A little of everything: arithmetic, memory, a loop, a call and bits.
(module
  (memory 1)
  (func $square (param $n i32) (result i32)
    (i32.mul (local.get $n) (local.get $n)))
  (func (export "run") (result i32)
    (local $i i32)
    (loop $again
      (i32.store8 (i32.add (local.get $i) (i32.const 64)) (call $square (local.get $i)))
      (local.set $i (i32.add (local.get $i) (i32.const 300)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 700))))
    (i32.div_u (i32.xor (i32.load (i32.const 64)) (local.get $i)) (i32.const 7))))
