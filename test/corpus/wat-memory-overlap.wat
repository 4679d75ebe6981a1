;; Copies onto themselves in both directions and by every small distance, and fills of every small size.
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
  (func $reset
    (local $i i32)
    (loop $next
      (i32.store8 offset=200 (local.get $i) (i32.add (i32.mul (local.get $i) (i32.const 7)) (i32.const 1)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 24)))))
  (func $show
    (call $print (i64.load offset=200 (i32.const 0)))
    (call $print (i64.load offset=200 (i32.const 8)))
    (call $print (i64.load offset=200 (i32.const 16))))
  (func $copy (param $to i32) (param $from i32) (param $size i32)
    (call $reset)
    (memory.copy
      (i32.add (i32.const 200) (local.get $to))
      (i32.add (i32.const 200) (local.get $from))
      (local.get $size))
    (call $show))
  (func (export "_start")
    (call $copy (i32.const 3) (i32.const 0) (i32.const 15))
    (call $copy (i32.const 0) (i32.const 1) (i32.const 21))
    (call $copy (i32.const 5) (i32.const 5) (i32.const 9))
    (call $copy (i32.const 13) (i32.const 2) (i32.const 11))
    (memory.fill (i32.const 202) (i32.const 0x1ab) (i32.const 5))
    (memory.fill (i32.const 209) (i32.const -1) (i32.const 1))
    (memory.fill (i32.const 210) (i32.const 0x55) (i32.const 0))
    (call $show)
    ;; Nothing is done at the very end of memory, where nothing is asked for.
    (memory.fill (i32.const 65536) (i32.const 1) (i32.const 0))
    (memory.copy (i32.const 65536) (i32.const 200) (i32.const 0))
    (memory.fill (i32.const 65533) (i32.const 0xee) (i32.const 3))
    (call $print (i64.load (i32.const 65528)))))
