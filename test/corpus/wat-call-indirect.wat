(module
  (type $unary (func (param i32) (result i32)))
  (type $wide (func (param i64) (result i64)))
  (table 6 funcref)
  (elem (i32.const 1) $double $negate $square)
  (func $double (type $unary) (i32.mul (local.get 0) (i32.const 2)))
  (func $negate (type $unary) (i32.sub (i32.const 0) (local.get 0)))
  (func $square (type $wide) (i64.mul (local.get 0) (local.get 0)))
  (func (export "run") (result i32)
    (i32.add
      (call_indirect (type $unary) (i32.const 21) (i32.const 1))
      (i32.add
        (call_indirect (type $unary) (i32.const 5) (i32.const 2))
        (i32.wrap_i64
          (i64.shr_u
            (call_indirect (type $wide) (i64.const 0x30000) (i32.const 3))
            (i64.const 32)))))))
