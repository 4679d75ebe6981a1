;; Extensions of each width, as instructions and as loads, on bytes whose sign bits differ.
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
  (data (i32.const 128) "\7f\80\ff\7f\00\80\00\80\ff\7f\01\02\03\04\85\86")
  (func $extend (param $x i64) (result i64)
    (i64.add (i64.mul (i64.extend8_s (local.get $x)) (i64.const 0x10001))
      (i64.add (i64.mul (i64.extend16_s (local.get $x)) (i64.const 0x301))
        (i64.add (i64.extend32_s (local.get $x))
          (i64.add
            (i64.extend_i32_s (i32.extend8_s (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 8)))))
            (i64.extend_i32_u (i32.extend16_s (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 3))))))))))
  (func $load (param $at i32) (result i64)
    (i64.xor (i64.rotl (i64.load8_s offset=128 (local.get $at)) (i64.const 11))
      (i64.xor (i64.rotl (i64.load16_s offset=128 (local.get $at)) (i64.const 23))
        (i64.xor (i64.rotl (i64.load32_s offset=128 (local.get $at)) (i64.const 5))
          (i64.xor (i64.rotl (i64.load8_u offset=128 (local.get $at)) (i64.const 41))
            (i64.xor (i64.rotl (i64.load16_u offset=128 (local.get $at)) (i64.const 50))
              (i64.xor (i64.load32_u offset=128 (local.get $at))
                (i64.extend_i32_s
                  (i32.mul
                    (i32.load8_s offset=128 (local.get $at))
                    (i32.load16_s offset=128 (local.get $at)))))))))))
  (func (export "_start")
    (local $at i32)
    (loop $next
      (call $print (call $extend (i64.load offset=128 (local.get $at))))
      (call $print (call $load (local.get $at)))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 9))))))
