;; A copy that does not fit does nothing and traps; what came before it has been written.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\40\00\00\00\11\00\00\00")
  (data (i32.const 32) "0123456789abcdef")
  (data (i32.const 80) "\n")
  ;; Writes a number in hexadecimal digits.
  (func $print (param $x i64)
    (local $at i32)
    (local.set $at (i32.const 79))
    (loop $next
      (i32.store8 (local.get $at)
        (i32.load8_u offset=32 (i32.and (i32.wrap_i64 (local.get $x)) (i32.const 15))))
      (local.set $x (i64.shr_u (local.get $x) (i64.const 4)))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (br_if $next (i32.ge_u (local.get $at) (i32.const 64))))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
  (func (export "_start")
    (memory.copy (i32.const 65532) (i32.const 32) (i32.const 4))
    (call $print (i64.load (i32.const 65528)))
    (memory.copy (i32.const 65533) (i32.const 32) (i32.const 4))
    (call $print (i64.const 1))))
