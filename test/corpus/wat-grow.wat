(module
  (memory 1 3)
  (func (export "run") (result i32)
    (local $before i32)
    (local.set $before (memory.grow (i32.const 2)))
    (i32.store (i32.const 196604) (i32.const 50))
    (i32.add
      (i32.add
        (i32.mul (local.get $before) (i32.const 100))
        (i32.add (memory.grow (i32.const 1)) (memory.size)))
      (i32.load (i32.const 196604)))))
