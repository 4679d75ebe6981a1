;; Two types that are the same once 64-bit values are pairs are still two types.
(module
  (type $pair (func (param i32 i32)))
  (type $wide (func (param i64)))
  (table 1 funcref)
  (elem (i32.const 0) $f)
  (func $f (type $wide))
  (func (export "run") (result i32)
    (call_indirect (type $pair) (i32.const 1) (i32.const 2) (i32.const 0))
    (i32.const 1)))
