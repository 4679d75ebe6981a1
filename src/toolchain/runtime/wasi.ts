/**
 * WASI preview 1 for a program that has standard streams, a clock and randomness but no files, in WebAssembly
 * text over the machine's own instructions. It imports those instructions as functions.
 *
 * Errors: 8 bad file descriptor, 28 invalid argument, 70 52 not supported, 70 not seekable.
 */
export const WASI = `
(module
  (import "stepformer" "output.stdout" (func $stdout (param i32)))
  (import "stepformer" "output.stderr" (func $stderr (param i32)))
  (import "stepformer" "input.stdin" (func $stdin (result i32)))
  (import "stepformer" "input.clock" (func $clock (result i32)))
  (import "stepformer" "input.random" (func $random (result i32)))
  (import "stepformer" "exit" (func $exit (param i32)))
  (memory 0)

  (func (export "proc_exit") (param $status i32)
    (call $exit (local.get $status)))

  ;; ---- standard streams: 0, 1 and 2 are terminals, nothing else is open ----

  ;; Writes the buffers of a list of (address, length) pairs.
  (func (export "fd_write") (param $fd i32) (param $list i32) (param $count i32)
    (param $written i32) (result i32)
    (local $total i32) (local $length i32)
    (if (i32.gt_u (i32.sub (local.get $fd) (i32.const 1)) (i32.const 1))
      (then (return (i32.const 8))))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $length (i32.load offset=4 (local.get $list)))
        (if (i32.eq (local.get $fd) (i32.const 1))
          (then (call $write_stdout (i32.load (local.get $list)) (local.get $length)))
          (else (call $write_stderr (i32.load (local.get $list)) (local.get $length))))
        (local.set $total (i32.add (local.get $total) (local.get $length)))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))
    (i32.store (local.get $written) (local.get $total))
    (i32.const 0))

  (func $write_stdout (param $at i32) (param $length i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (if (local.get $length)
      (then
        (loop $next
          (call $stdout (i32.load8_u (local.get $at)))
          (br_if $next
            (i32.ne
              (local.tee $at (i32.add (local.get $at) (i32.const 1)))
              (local.get $end)))))))

  (func $write_stderr (param $at i32) (param $length i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (if (local.get $length)
      (then
        (loop $next
          (call $stderr (i32.load8_u (local.get $at)))
          (br_if $next
            (i32.ne
              (local.tee $at (i32.add (local.get $at) (i32.const 1)))
              (local.get $end)))))))

  ;; Reads until the buffers are full, a line has ended or the input has: a person who types a line must
  ;; not have to fill a buffer first.
  (func (export "fd_read") (param $fd i32) (param $list i32) (param $count i32)
    (param $read i32) (result i32)
    (local $total i32) (local $at i32) (local $end i32) (local $byte i32)
    (if (local.get $fd)
      (then (return (i32.const 8))))
    (block $done
      (loop $buffer
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $at (i32.load (local.get $list)))
        (local.set $end (i32.add (local.get $at) (i32.load offset=4 (local.get $list))))
        (block $full
          (loop $next
            (br_if $full (i32.eq (local.get $at) (local.get $end)))
            (br_if $done (i32.eq (local.tee $byte (call $stdin)) (i32.const -1)))
            (i32.store8 (local.get $at) (local.get $byte))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (local.set $total (i32.add (local.get $total) (i32.const 1)))
            (br_if $done (i32.eq (local.get $byte) (i32.const 10)))
            (br $next)))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $buffer)))
    (i32.store (local.get $read) (local.get $total))
    (i32.const 0))

  (func (export "fd_close") (param $fd i32) (result i32)
    (call $check_stream (local.get $fd)))

  ;; 8 unless fd is one of the three streams.
  (func $check_stream (param $fd i32) (result i32)
    (i32.shl (i32.gt_u (local.get $fd) (i32.const 2)) (i32.const 3)))

  (func (export "fd_seek") (param $fd i32) (param $offset i32) (param $OFFSET i32)
    (param $whence i32) (param $position i32) (result i32)
    (select (i32.const 8) (i32.const 70) (i32.gt_u (local.get $fd) (i32.const 2))))

  (func (export "fd_tell") (param $fd i32) (param $position i32) (result i32)
    (select (i32.const 8) (i32.const 70) (i32.gt_u (local.get $fd) (i32.const 2))))

  ;; A character device (2) that may be read and written but not sought in: a terminal to the libc, which
  ;; then writes line by line.
  (func (export "fd_fdstat_get") (param $fd i32) (param $stat i32) (result i32)
    (if (i32.gt_u (local.get $fd) (i32.const 2))
      (then (return (i32.const 8))))
    (i32.store (local.get $stat) (i32.const 2))
    (i32.store offset=4 (local.get $stat) (i32.const 0))
    (i32.store offset=8 (local.get $stat) (i32.const 0x42))
    (i32.store offset=12 (local.get $stat) (i32.const 0))
    (i32.store offset=16 (local.get $stat) (i32.const 0))
    (i32.store offset=20 (local.get $stat) (i32.const 0))
    (i32.const 0))

  (func (export "fd_filestat_get") (param $fd i32) (param $stat i32) (result i32)
    (local $end i32)
    (if (i32.gt_u (local.get $fd) (i32.const 2))
      (then (return (i32.const 8))))
    (local.set $end (i32.add (local.get $stat) (i32.const 64)))
    (loop $next
      (i32.store (local.get $stat) (i32.const 0))
      (local.set $stat (i32.add (local.get $stat) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $stat) (local.get $end))))
    ;; The type of the file, 16 bytes from the beginning.
    (i32.store8 (i32.sub (local.get $stat) (i32.const 48)) (i32.const 2))
    (i32.const 0))

  ;; ---- clock and randomness ----

  ;; All clocks are the one whose nanoseconds the machine gives in eight bytes.
  (func (export "clock_time_get") (param $clock i32) (param $precision i32) (param $PRECISION i32)
    (param $time i32) (result i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $time) (i32.const 8)))
    (loop $next
      (i32.store8 (local.get $time) (call $clock))
      (local.set $time (i32.add (local.get $time) (i32.const 1)))
      (br_if $next (i32.ne (local.get $time) (local.get $end))))
    (i32.const 0))

  (func (export "clock_res_get") (param $clock i32) (param $resolution i32) (result i32)
    (i32.store (local.get $resolution) (i32.const 1000))
    (i32.store offset=4 (local.get $resolution) (i32.const 0))
    (i32.const 0))

  (func (export "random_get") (param $at i32) (param $length i32) (result i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (i32.store8 (local.get $at) (call $random))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  ;; ---- waiting ----

  (func (export "sched_yield") (result i32)
    (i32.const 0))

  ;; Whatever is waited for has happened: each subscription (48 bytes) becomes an event (32 bytes) with the
  ;; same user data and type.
  (func (export "poll_oneoff") (param $in i32) (param $out i32) (param $count i32)
    (param $events i32) (result i32)
    (if (i32.eqz (local.get $count))
      (then (return (i32.const 28))))
    (i32.store (local.get $events) (local.get $count))
    (loop $next
      (i32.store (local.get $out) (i32.load (local.get $in)))
      (i32.store offset=4 (local.get $out) (i32.load offset=4 (local.get $in)))
      (i32.store offset=8 (local.get $out)
        (i32.shl (i32.load8_u offset=8 (local.get $in)) (i32.const 16)))
      (i32.store offset=16 (local.get $out) (i32.const 0))
      (i32.store offset=20 (local.get $out) (i32.const 0))
      (i32.store offset=24 (local.get $out) (i32.const 0))
      (local.set $in (i32.add (local.get $in) (i32.const 48)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (i32.const 0))
)`;

/** Functions that only answer with an error, since there are no files, directories or sockets. */
export const WASI_ERRORS: Readonly<Record<string, number>> = {
  fd_advise: 8,
  fd_allocate: 8,
  fd_datasync: 28,
  fd_fdstat_set_flags: 8,
  fd_fdstat_set_rights: 8,
  fd_filestat_set_size: 8,
  fd_filestat_set_times: 8,
  fd_pread: 8,
  fd_prestat_get: 8,
  fd_prestat_dir_name: 8,
  fd_pwrite: 8,
  fd_readdir: 8,
  fd_renumber: 8,
  fd_sync: 28,
  path_create_directory: 8,
  path_filestat_get: 8,
  path_filestat_set_times: 8,
  path_link: 8,
  path_open: 8,
  path_readlink: 8,
  path_remove_directory: 8,
  path_rename: 8,
  path_symlink: 8,
  path_unlink_file: 8,
  proc_raise: 52,
  sock_accept: 8,
  sock_recv: 8,
  sock_send: 8,
  sock_shutdown: 8,
};
