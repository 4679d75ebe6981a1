;; A table of 300 branches to seven blocks, some of them far, and a default.
(module
  (func $choose (param $n i32) (result i32)
    (block $default
      (block $g (block $f (block $e (block $d (block $c (block $b (block $a
        (br_table
          $a $b $e $c $c $e $b $b $c $f $d $d $f $c $c $d $g $e $e $g $d $d $e $a $f $f
          $a $e $e $f $b $g $g $b $f $f $g $c $a $a $c $g $g $a $d $b $b $d $a $a $b $e
          $c $c $e $b $b $c $f $d $d $f $c $c $d $g $e $e $g $d $d $e $a $f $f $a $e $e
          $f $b $g $g $b $f $f $g $c $a $a $c $g $g $a $d $b $b $d $a $a $b $e $c $c $e
          $b $b $c $f $d $d $f $c $c $d $g $e $e $g $d $d $e $a $f $f $a $e $e $f $b $g
          $g $b $f $f $g $c $a $a $c $g $g $a $d $b $b $d $a $a $b $e $c $c $e $b $b $c
          $f $d $d $f $c $c $d $g $e $e $g $d $d $e $a $f $f $a $e $e $f $b $g $g $b $f
          $f $g $c $a $a $c $g $g $a $d $b $b $d $a $a $b $e $c $c $e $b $b $c $f $d $d
          $f $c $c $d $g $e $e $g $d $d $e $a $f $f $a $e $e $f $b $g $g $b $f $f $g $c
          $a $a $c $g $g $a $d $b $b $d $a $a $b $e $c $c $e $b $b $c $f $d $d $f $c $c
          $d $g $e $e $g $d $d $e $a $f $f $a $e $e $f $b $g $g $b $f $f $g $c $a $a $c
          $g $g $a $d $b $b $d $a $a $b $e $c $c $e
          $default (local.get $n)))
        (return (i32.const 1)))
        (return (i32.const 20)))
        (return (i32.const 300)))
        (return (i32.const 4000)))
        (return (i32.const 50000)))
        (return (i32.const 600000)))
      (return (i32.const 7000000)))
    (i32.const -1))
  (func (export "run") (result i32)
    (local $n i32) (local $sum i32)
    (local.set $n (i32.const -5))
    (loop $next
      (local.set $sum
        (i32.add (i32.mul (local.get $sum) (i32.const 5)) (call $choose (local.get $n))))
      (br_if $next
        (i32.lt_s (local.tee $n (i32.add (local.get $n) (i32.const 6))) (i32.const 320))))
    (i32.add
      (i32.rem_u (local.get $sum) (i32.const 241))
      (i32.add (call $choose (i32.const 300)) (call $choose (i32.const 0x80000000))))))
