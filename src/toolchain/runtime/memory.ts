/** memory.copy and memory.fill, in WebAssembly text: loops of loads and stores. */
export const MEMORY = `
(module
  (memory 0)

  ;; Traps unless [start, start + length) lies in the memory, before anything is written. Its last byte is
  ;; read, or for an empty range the byte before its end.
  (func $check (param $start i32) (param $length i32)
    (local $last i32)
    (local.set $last (i32.sub (i32.add (local.get $start) (local.get $length)) (i32.const 1)))
    ;; The end of an empty range at 0 is in bounds whatever the size of the memory.
    (if (i32.or (local.get $start) (local.get $length))
      (then
        (drop (i32.load8_u (local.get $last)))
        ;; An end past 2^32 comes out below the start.
        (if (i32.lt_u (i32.add (local.get $last) (i32.const 1)) (local.get $start))
          (then (drop (i32.load8_u (i32.const -1))))))))

  (func (export "memory.copy") (param $to i32) (param $from i32) (param $length i32)
    (call $check (local.get $to) (local.get $length))
    (call $check (local.get $from) (local.get $length))
    ;; Upwards, unless the target begins within the source.
    (if (i32.ge_u (i32.sub (local.get $to) (local.get $from)) (local.get $length))
      (then (call $copy_up (local.get $to) (local.get $from) (local.get $length)))
      (else (call $copy_down (local.get $to) (local.get $from) (local.get $length)))))

  (func $copy_up (param $to i32) (param $from i32) (param $length i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $from) (i32.and (local.get $length) (i32.const -4))))
    (block $bytes
      (loop $words
        (br_if $bytes (i32.eq (local.get $from) (local.get $end)))
        (i32.store (local.get $to) (i32.load (local.get $from)))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (br $words)))
    (local.set $end (i32.add (local.get $from) (i32.and (local.get $length) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $from) (local.get $end)))
        (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next))))

  (func $copy_down (param $to i32) (param $from i32) (param $length i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $length)))
        (local.set $length (i32.sub (local.get $length) (i32.const 1)))
        (i32.store8
          (i32.add (local.get $to) (local.get $length))
          (i32.load8_u (i32.add (local.get $from) (local.get $length))))
        (br $next))))

  (func (export "memory.fill") (param $to i32) (param $value i32) (param $length i32)
    (local $end i32)
    (call $check (local.get $to) (local.get $length))
    ;; The byte in all four places of a word.
    (local.set $value
      (i32.mul (i32.and (local.get $value) (i32.const 0xff)) (i32.const 0x01010101)))
    (local.set $end (i32.add (local.get $to) (i32.and (local.get $length) (i32.const -4))))
    (block $bytes
      (loop $words
        (br_if $bytes (i32.eq (local.get $to) (local.get $end)))
        (i32.store (local.get $to) (local.get $value))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (br $words)))
    (local.set $end (i32.add (local.get $to) (i32.and (local.get $length) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $to) (local.get $end)))
        (i32.store8 (local.get $to) (local.get $value))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $next))))
)`;
