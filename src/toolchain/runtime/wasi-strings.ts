/**
 * The arguments and the environment of WASI. The stream of each gives the number of strings and the bytes that they
 * take, a word each, then the strings with a zero behind each; then all of it again.
 */
const strings = (stream: string, name: string) => `
(module
  (import "stepformer" "input.${stream}" (func $${stream} (result i32)))
  (memory 0)

  (func $${stream}_word (result i32)
    (call $${stream})
    (i32.shl (call $${stream}) (i32.const 8))
    (i32.shl (call $${stream}) (i32.const 16))
    (i32.shl (call $${stream}) (i32.const 24))
    (i32.or)
    (i32.or)
    (i32.or))

  (func (export "${name}_sizes_get") (param $count i32) (param $size i32) (result i32)
    (local $left i32)
    (i32.store (local.get $count) (call $${stream}_word))
    (i32.store (local.get $size) (local.tee $left (call $${stream}_word)))
    ;; Read to the end, so that the strings can be read from the beginning.
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (drop (call $${stream}))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  (func (export "${name}_get") (param $pointers i32) (param $text i32) (result i32)
    (local $count i32) (local $byte i32)
    (local.set $count (call $${stream}_word))
    (drop (call $${stream}_word))
    (block $done
      (loop $string
        (br_if $done (i32.eqz (local.get $count)))
        (i32.store (local.get $pointers) (local.get $text))
        (local.set $pointers (i32.add (local.get $pointers) (i32.const 4)))
        (loop $next
          (i32.store8 (local.get $text) (local.tee $byte (call $${stream})))
          (local.set $text (i32.add (local.get $text) (i32.const 1)))
          (br_if $next (local.get $byte)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $string)))
    (i32.const 0))
)`;

export const WASI_ARGUMENTS = strings('args', 'args');

export const WASI_ENVIRONMENT = strings('environment', 'environ');
