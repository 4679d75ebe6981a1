;; The start function runs before the entry.
(module
  (memory 1)
  (start $init)
  (func $init (i32.store (i32.const 8) (i32.const 33)))
  (func (export "run") (result i32)
    (i32.add (i32.load (i32.const 8)) (i32.const 1))))
