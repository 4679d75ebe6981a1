;; The last eight bytes of the memory can be written at once, and no byte further.
(module
  (memory 1)
  (func (export "run") (result i32)
    (i64.store (i32.const 65528) (i64.const 0x0102030405060708))
    (i64.store offset=65529 (i32.const 0) (i64.const -1))
    (i32.const 1)))
