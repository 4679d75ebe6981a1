;; Sums the numbers from 1 to n. (; not a block comment
(module
  (; a block comment (; nested ;)
  ;)
  (global $calls (mut i32) (i32.const 0))
  (func $sum (param $n i32) (result i32)
    (local $total i32)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1))) ;; #BP1
    block $done
      loop $next
        (br_if $done
          (i32.eqz (local.get $n)))
        local.get $total
        local.get $n
        i32.add
        local.set $total ;; #BP2
        (if (i32.gt_s (local.get $n) (i32.const 2))
          (then
            (local.set $n (i32.sub (local.get $n) (i32.const 1))))
          (else
            (local.set $n (i32.const 0))))
        br $next
      end
    end
    local.get $total)
  (func (export "_start")
    (drop
      (call $sum (i32.const 3)))))
