;; A copy that does not fit writes nothing and traps.
(module
  (memory 1)
  (func (export "run") (result i32)
    (memory.copy (i32.const 65530) (i32.const 0) (i32.const 7))
    (i32.const 1)))
