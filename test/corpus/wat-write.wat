;; Talks to WASI itself: two buffers in one call, then the exit status.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\10\00\00\00\03\00\00\00\14\00\00\00\04\00\00\00one two\n")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 2) (i32.const 100)))
    (call $exit (i32.load (i32.const 100)))))
