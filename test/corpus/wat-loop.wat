;; The sum of the odd numbers below 50, in a loop with a block to leave it.
(module
  (func (export "run") (result i32)
    (local $n i32) (local $sum i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $n) (i32.const 50)))
        (if (i32.and (local.get $n) (i32.const 1))
          (then (local.set $sum (i32.add (local.get $sum) (local.get $n)))))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br $next)))
    (i32.sub (local.get $sum) (i32.const 500))))
