(module
  (type $t (func))
  (table 2 funcref)
  (func (export "run") (result i32)
    (call_indirect (type $t) (i32.const 2))
    (i32.const 1)))
