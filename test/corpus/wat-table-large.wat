;; A table of many functions of two types, called by numbers that are computed; elements repeat.
(module
  (type $narrow (func (param i32) (result i32)))
  (type $wide (func (param i64 i32) (result i64)))
  (table 600 funcref)
  (elem (i32.const 1)
    $double $next $again $again $next $next $turn $double $double $turn $turn $flip
    $next $next $flip $flip $again $turn $turn $again $again $double $flip $flip
    $double $double $next $again $again $next $next $turn $double $double $turn $turn
    $flip $next $next $flip $flip $again $turn $turn $again $again $double $flip $flip
    $double $double $next $again $again $next $next $turn $double $double $turn $turn
    $flip $next $next)
  (elem (i32.const 500)
    $scale $less $scale $less $shift $scale $less $scale $less $less $scale $less
    $scale $less $less $scale $less $scale $less $shift $scale $less $scale $less $less
    $scale $less $scale $less $less $scale $less $scale $less $shift $scale $less
    $scale $less $less $scale $less $scale $less $less $scale $less $scale $less $shift
    $scale $less $scale $less $less $scale $less $scale $less $less $scale $less $scale
    $less)
  (func $double (type $narrow) (i32.shl (local.get 0) (i32.const 1)))
  (func $next (type $narrow) (i32.add (local.get 0) (i32.const 1)))
  (func $turn (type $narrow) (i32.rotl (local.get 0) (i32.const 5)))
  (func $flip (type $narrow) (i32.xor (local.get 0) (i32.const 0x5a5a5a5a)))
  (func $again (type $narrow)
    (if (result i32) (i32.and (local.get 0) (i32.const 1))
      (then (call_indirect (type $narrow) (local.get 0) (i32.const 1)))
      (else (call_indirect (type $narrow) (local.get 0) (i32.const 2)))))
  (func $scale (type $wide) (i64.mul (local.get 0) (i64.extend_i32_u (local.get 1))))
  (func $shift (type $wide) (i64.shr_u (local.get 0) (i64.extend_i32_u (local.get 1))))
  (func $less (type $wide) (i64.sub (local.get 0) (i64.extend_i32_s (local.get 1))))
  (func (export "run") (result i32)
    (local $i i32) (local $x i32) (local $y i64)
    (local.set $i (i32.const 1))
    (local.set $y (i64.const -1))
    (loop $all
      (local.set $x (call_indirect (type $narrow) (local.get $x) (local.get $i)))
      (local.set $y
        (call_indirect (type $wide)
          (local.get $y)
          (local.get $i)
          (i32.add (i32.const 499) (local.get $i))))
      (br_if $all
        (i32.le_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 64))))
    (i32.rem_u
      (i32.add (local.get $x) (i32.wrap_i64 (i64.shr_u (local.get $y) (i64.const 17))))
      (i32.const 251))))
