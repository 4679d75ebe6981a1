(module
  (func $choose (param $n i32) (result i32)
    (block $default
      (block $two
        (block $one
          (block $zero
            (br_table $zero $one $two $one $default (local.get $n)))
          (return (i32.const 1)))
        (return (i32.const 10)))
      (return (i32.const 100)))
    (i32.const 30))
  (func (export "run") (result i32)
    (i32.add
      (i32.add (call $choose (i32.const 0)) (call $choose (i32.const 1)))
      (i32.add
        (i32.add (call $choose (i32.const 2)) (call $choose (i32.const 3)))
        (i32.add (call $choose (i32.const 4)) (call $choose (i32.const -1)))))))
