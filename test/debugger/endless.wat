;; Counts without end; it is built in a moment.
(module
  (func (export "run") (result i32)
    (local $n i32)
    (loop $again
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br $again))
    (unreachable)))
