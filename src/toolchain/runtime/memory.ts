/** memory.copy and memory.fill, in WebAssembly text: loops of loads and stores. */
export const MEMORY = `
(module
  (memory 0)

  ;; What a range without bytes, or with 2^31 or more, comes to: the former traps if it begins beyond the end
  ;; of the memory, the latter always.
  (func $check_odd_length (param $start i32) (param $length i32)
    (if (local.get $length)
      (then (drop (i32.load8_u (i32.const -1)))))
    (if (local.get $start)
      (then (drop (i32.load8_u (i32.sub (local.get $start) (i32.const 1)))))))

  ;; If a byte of either range is out of bounds nothing may be written. The last bytes are read here; the first
  ;; ones by the loop before it writes, or before it begins.
  (func (export "memory.copy") (param $to i32) (param $from i32) (param $length i32)
    (local $end i32) (local $distance i32)
    (if (i32.le_s (local.get $length) (i32.const 0))
      (then
        (call $check_odd_length (local.get $to) (local.get $length))
        (call $check_odd_length (local.get $from) (local.get $length))
        (return)))
    (local.set $distance (i32.sub (local.get $to) (local.get $from)))
    (local.set $end (i32.add (local.get $from) (local.get $length)))
    (drop (i32.load8_u (i32.sub (local.get $end) (i32.const 1))))
    (drop
      (i32.load8_u
        (i32.sub (i32.add (local.get $end) (local.get $distance)) (i32.const 1))))
    ;; Upwards, unless the target begins within the source.
    (if (i32.lt_u (local.get $distance) (local.get $length))
      (then
        (call $copy_down (local.get $to) (local.get $from) (local.get $length))
        (return)))
    (if (i32.ge_u (local.get $length) (i32.const 4))
      (then
        (local.set $end (i32.add (local.get $from) (i32.and (local.get $length) (i32.const -4))))
        (loop $words
          (i32.store
            (i32.add (local.get $from) (local.get $distance))
            (i32.load (local.get $from)))
          (br_if $words
            (i32.ne
              (local.tee $from (i32.add (local.get $from) (i32.const 4)))
              (local.get $end))))))
    (if (local.tee $length (i32.and (local.get $length) (i32.const 3)))
      (then
        (local.set $end (i32.add (local.get $from) (local.get $length)))
        (loop $bytes
          (i32.store8
            (i32.add (local.get $from) (local.get $distance))
            (i32.load8_u (local.get $from)))
          (br_if $bytes
            (i32.ne
              (local.tee $from (i32.add (local.get $from) (i32.const 1)))
              (local.get $end)))))))

  (func $copy_down (param $to i32) (param $from i32) (param $length i32)
    (drop (i32.load8_u (local.get $to)))
    (drop (i32.load8_u (local.get $from)))
    (loop $bytes
      (local.set $length (i32.sub (local.get $length) (i32.const 1)))
      (i32.store8
        (i32.add (local.get $to) (local.get $length))
        (i32.load8_u (i32.add (local.get $from) (local.get $length))))
      (br_if $bytes (local.get $length))))

  (func (export "memory.fill") (param $to i32) (param $value i32) (param $length i32)
    (local $end i32)
    (if (i32.le_s (local.get $length) (i32.const 0))
      (then
        (call $check_odd_length (local.get $to) (local.get $length))
        (return)))
    (local.set $end (i32.add (local.get $to) (local.get $length)))
    (drop (i32.load8_u (i32.sub (local.get $end) (i32.const 1))))
    (if (i32.ge_u (local.get $length) (i32.const 4))
      (then
        (local.set $end (i32.add (local.get $to) (i32.and (local.get $length) (i32.const -4))))
        ;; The byte in all four places of a word.
        (local.set $value
          (i32.mul (i32.and (local.get $value) (i32.const 0xff)) (i32.const 0x01010101)))
        (loop $words
          (i32.store (local.get $to) (local.get $value))
          (br_if $words
            (i32.ne
              (local.tee $to (i32.add (local.get $to) (i32.const 4)))
              (local.get $end))))))
    (if (local.tee $length (i32.and (local.get $length) (i32.const 3)))
      (then
        (local.set $end (i32.add (local.get $to) (local.get $length)))
        (loop $bytes
          (i32.store8 (local.get $to) (local.get $value))
          (br_if $bytes
            (i32.ne
              (local.tee $to (i32.add (local.get $to) (i32.const 1)))
              (local.get $end)))))))
)`;
