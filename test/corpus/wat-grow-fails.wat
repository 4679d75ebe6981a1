;; Memory grows until it may not; new pages are zero and old ones stay.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1 6)
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
    (local $before i32)
    (i64.store (i32.const 65528) (i64.const 0x1122334455667788))
    (loop $again
      (local.set $before (memory.grow (i32.const 2)))
      (call $print (i64.extend_i32_s (local.get $before)))
      (if (i32.ge_s (local.get $before) (i32.const 0))
        (then
          (call $print (i64.load (i32.shl (local.get $before) (i32.const 16))))
          (i32.store
            (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4))
            (i32.add (local.get $before) (i32.const 100)))))
      (br_if $again (i32.ge_s (local.get $before) (i32.const 0))))
    (call $print (i64.extend_i32_s (memory.grow (i32.const 1))))
    (call $print (i64.extend_i32_s (memory.grow (i32.const 0))))
    (call $print (i64.extend_i32_s (memory.grow (i32.const -1))))
    (call $print (i64.extend_i32_s (memory.size)))
    (call $print (i64.load (i32.const 65528)))
    (call $print (i64.load32_u (i32.const 196604)))
    (call $print (i64.load32_u (i32.const 327676)))))
