/**
 * The part of WASI preview 1 that is about files, for a program that is given a directory, in WebAssembly text. The
 * standard streams (descriptors 0 to 2) are left to the functions of the same names in `wasi.ts`. Everything else is
 * asked of a file server at the end of a line of bytes; `host/file-server.ts` says what a request and a reply are.
 *
 * Errors: 8 bad file descriptor, 52 not supported.
 */

/** A function that sends a descriptor and a path and returns the error number. */
const pathFunction = (name: string, operation: number) => `
  (func (export "${name}") (param $fd i32) (param $path i32) (param $length i32) (result i32)
    (call $begin (i32.const ${operation}) (i32.add (local.get $length) (i32.const 4)))
    (call $put_word (local.get $fd))
    (call $put_bytes (local.get $path) (local.get $length))
    (call $get))`;

export const WASI_FILES = `
(module
  (import "stepformer" "output.files" (func $put (param i32)))
  (import "stepformer" "input.files" (func $get (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $stream_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read"
    (func $stream_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $stream_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_seek"
    (func $stream_seek (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get"
    (func $stream_stat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_get"
    (func $stream_filestat (param i32 i32) (result i32)))
  (memory 0)

  ;; ---- the line ----

  (func $put_word (param $word i32)
    (call $put (local.get $word))
    (call $put (i32.shr_u (local.get $word) (i32.const 8)))
    (call $put (i32.shr_u (local.get $word) (i32.const 16)))
    (call $put (i32.shr_u (local.get $word) (i32.const 24))))

  (func $put_bytes (param $at i32) (param $length i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (call $put (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next))))

  ;; Begins a request whose operands take so many bytes.
  (func $begin (param $operation i32) (param $length i32)
    (call $put_word (i32.add (local.get $length) (i32.const 1)))
    (call $put (local.get $operation)))

  (func $get_word (result i32)
    (call $get)
    (i32.shl (call $get) (i32.const 8))
    (i32.shl (call $get) (i32.const 16))
    (i32.shl (call $get) (i32.const 24))
    (i32.or)
    (i32.or)
    (i32.or))

  (func $get_bytes (param $at i32) (param $length i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (i32.store8 (local.get $at) (call $get))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next))))

  ;; The error number of a reply, and behind it so many bytes where it is 0.
  (func $get_result (param $at i32) (param $length i32) (result i32)
    (local $error i32)
    (if (i32.eqz (local.tee $error (call $get)))
      (then (call $get_bytes (local.get $at) (local.get $length))))
    (local.get $error))

  ;; The same where the reply says how many bytes there are; their number goes to $count.
  (func $get_counted (param $at i32) (param $count i32) (result i32)
    (local $error i32)
    (if (i32.eqz (local.tee $error (call $get)))
      (then
        (i32.store (local.get $count) (call $get_word))
        (call $get_bytes (local.get $at) (i32.load (local.get $count)))))
    (local.get $error))

  (func $is_stream (param $fd i32) (result i32)
    (i32.lt_u (local.get $fd) (i32.const 3)))

  ;; ---- the directory ----

  (func (export "fd_prestat_get") (param $fd i32) (param $stat i32) (result i32)
    (call $begin (i32.const 0) (i32.const 4))
    (call $put_word (local.get $fd))
    ;; What is preopened is a directory, which has the tag 0.
    (i32.store (local.get $stat) (i32.const 0))
    (call $get_result (i32.add (local.get $stat) (i32.const 4)) (i32.const 4)))

  (func (export "fd_prestat_dir_name") (param $fd i32) (param $path i32) (param $length i32)
    (result i32)
    (call $begin (i32.const 1) (i32.const 4))
    (call $put_word (local.get $fd))
    (call $get_result (local.get $path) (local.get $length)))

  (func (export "path_open") (param $fd i32) (param $lookup i32) (param $path i32)
    (param $length i32) (param $flags i32) (param $rights i32) (param $RIGHTS i32)
    (param $inherited i32) (param $INHERITED i32) (param $descriptor i32) (param $opened i32)
    (result i32)
    (call $begin (i32.const 2) (i32.add (local.get $length) (i32.const 20)))
    (call $put_word (local.get $fd))
    (call $put_word (local.get $lookup))
    (call $put_word (local.get $flags))
    (call $put_word (local.get $rights))
    (call $put_word (local.get $descriptor))
    (call $put_bytes (local.get $path) (local.get $length))
    (call $get_result (local.get $opened) (i32.const 4)))

  (func (export "path_filestat_get") (param $fd i32) (param $lookup i32) (param $path i32)
    (param $length i32) (param $stat i32) (result i32)
    (call $begin (i32.const 9) (i32.add (local.get $length) (i32.const 8)))
    (call $put_word (local.get $fd))
    (call $put_word (local.get $lookup))
    (call $put_bytes (local.get $path) (local.get $length))
    (call $get_result (local.get $stat) (i32.const 64)))
  ${pathFunction('path_create_directory', 12)}
  ${pathFunction('path_remove_directory', 13)}
  ${pathFunction('path_unlink_file', 14)}

  (func (export "path_rename") (param $fd i32) (param $path i32) (param $length i32)
    (param $new_fd i32) (param $new_path i32) (param $new_length i32) (result i32)
    (call $begin
      (i32.const 15)
      (i32.add (i32.add (local.get $length) (local.get $new_length)) (i32.const 12)))
    (call $put_word (local.get $fd))
    (call $put_word (local.get $new_fd))
    (call $put_word (local.get $length))
    (call $put_bytes (local.get $path) (local.get $length))
    (call $put_bytes (local.get $new_path) (local.get $new_length))
    (call $get))

  (func (export "fd_readdir") (param $fd i32) (param $buffer i32) (param $length i32)
    (param $cookie i32) (param $COOKIE i32) (param $used i32) (result i32)
    (call $begin (i32.const 11) (i32.const 16))
    (call $put_word (local.get $fd))
    (call $put_word (local.get $length))
    (call $put_word (local.get $cookie))
    (call $put_word (local.get $COOKIE))
    (call $get_counted (local.get $buffer) (local.get $used)))

  ;; ---- open files ----

  (func (export "fd_close") (param $fd i32) (result i32)
    (if (call $is_stream (local.get $fd))
      (then (return (call $stream_close (local.get $fd)))))
    (call $begin (i32.const 3) (i32.const 4))
    (call $put_word (local.get $fd))
    (call $get))

  ;; Fills a list of buffers (address, length), until one is not full.
  (func (export "fd_read") (param $fd i32) (param $list i32) (param $count i32) (param $read i32)
    (result i32)
    (local $total i32) (local $error i32) (local $length i32)
    (if (call $is_stream (local.get $fd))
      (then
        (return
          (call $stream_read
            (local.get $fd) (local.get $list) (local.get $count) (local.get $read)))))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $length (i32.load offset=4 (local.get $list)))
        (call $begin (i32.const 4) (i32.const 8))
        (call $put_word (local.get $fd))
        (call $put_word (local.get $length))
        (br_if $done
          (local.tee $error (call $get_counted (i32.load (local.get $list)) (local.get $read))))
        (local.set $total (i32.add (local.get $total) (i32.load (local.get $read))))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br_if $next (i32.eq (i32.load (local.get $read)) (local.get $length)))))
    (i32.store (local.get $read) (local.get $total))
    (local.get $error))

  (func (export "fd_write") (param $fd i32) (param $list i32) (param $count i32)
    (param $written i32) (result i32)
    (local $total i32) (local $error i32) (local $length i32)
    (if (call $is_stream (local.get $fd))
      (then
        (return
          (call $stream_write
            (local.get $fd) (local.get $list) (local.get $count) (local.get $written)))))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $length (i32.load offset=4 (local.get $list)))
        (call $begin (i32.const 5) (i32.add (local.get $length) (i32.const 4)))
        (call $put_word (local.get $fd))
        (call $put_bytes (i32.load (local.get $list)) (local.get $length))
        (br_if $done (local.tee $error (call $get_result (local.get $written) (i32.const 4))))
        (local.set $total (i32.add (local.get $total) (i32.load (local.get $written))))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br_if $next (i32.eq (i32.load (local.get $written)) (local.get $length)))))
    (i32.store (local.get $written) (local.get $total))
    (local.get $error))

  (func $seek (export "fd_seek") (param $fd i32) (param $offset i32) (param $OFFSET i32)
    (param $whence i32) (param $position i32) (result i32)
    (if (call $is_stream (local.get $fd))
      (then
        (return
          (call $stream_seek
            (local.get $fd) (local.get $offset) (local.get $OFFSET) (local.get $whence)
            (local.get $position)))))
    (call $begin (i32.const 6) (i32.const 16))
    (call $put_word (local.get $fd))
    (call $put_word (local.get $offset))
    (call $put_word (local.get $OFFSET))
    (call $put_word (local.get $whence))
    (call $get_result (local.get $position) (i32.const 8)))

  (func (export "fd_tell") (param $fd i32) (param $position i32) (result i32)
    (call $seek
      (local.get $fd) (i32.const 0) (i32.const 0) (i32.const 1) (local.get $position)))

  (func (export "fd_fdstat_get") (param $fd i32) (param $stat i32) (result i32)
    (if (call $is_stream (local.get $fd))
      (then (return (call $stream_stat (local.get $fd) (local.get $stat)))))
    (call $begin (i32.const 7) (i32.const 4))
    (call $put_word (local.get $fd))
    (call $get_result (local.get $stat) (i32.const 24)))

  (func (export "fd_filestat_get") (param $fd i32) (param $stat i32) (result i32)
    (if (call $is_stream (local.get $fd))
      (then (return (call $stream_filestat (local.get $fd) (local.get $stat)))))
    (call $begin (i32.const 8) (i32.const 4))
    (call $put_word (local.get $fd))
    (call $get_result (local.get $stat) (i32.const 64)))

  (func (export "fd_filestat_set_size") (param $fd i32) (param $size i32) (param $SIZE i32)
    (result i32)
    (if (call $is_stream (local.get $fd))
      (then (return (i32.const 8))))
    (call $begin (i32.const 10) (i32.const 12))
    (call $put_word (local.get $fd))
    (call $put_word (local.get $size))
    (call $put_word (local.get $SIZE))
    (call $get))

  ;; Everything is written at once.
  (func (export "fd_sync") (param $fd i32) (result i32)
    (i32.const 0))

  (func (export "fd_datasync") (param $fd i32) (result i32)
    (i32.const 0))

  (func (export "fd_advise") (param $fd i32) (param $offset i32) (param $OFFSET i32)
    (param $length i32) (param $LENGTH i32) (param $advice i32) (result i32)
    (i32.const 0))
)`;
