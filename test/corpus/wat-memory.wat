;; memory.fill and memory.copy, forwards and backwards, and loads of all widths.
(module
  (memory 1)
  (data (i32.const 4) "\ff\80\01\7f\fe\dc\ba\98")
  (func (export "run") (result i32)
    (memory.fill (i32.const 20) (i32.const 0x1a5) (i32.const 11))
    (memory.copy (i32.const 6) (i32.const 4) (i32.const 8))
    (memory.copy (i32.const 21) (i32.const 23) (i32.const 9))
    (memory.copy (i32.const 65536) (i32.const 0) (i32.const 0))
    (i32.xor
      (i32.xor (i32.load8_s (i32.const 6)) (i32.load16_u offset=3 (i32.const 3)))
      (i32.xor
        (i32.load16_s (i32.const 27))
        (i32.wrap_i64
          (i64.rotl (i64.load32_s offset=1 (i32.const 8)) (i64.load8_u (i32.const 4))))))))
