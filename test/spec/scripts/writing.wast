(; How a script may be written: comments (; in one another ;), names in any script, ;; and modules in every form. ;)
(module $named ;; to the end of the line
  (func (export "") (result i32) (i32.const 1))
  (func (export "gr\c3\b6\c3\9fe") (result i32) (i32.const 2))
  (func (export "größe ☕") (result i32) (i32.const 3))
  (func (export "\"quoted\" \\ \t\n") (result i32) (i32.const 4))
  (func (export "\u{1f9ee}") (result i32) (i32.const 5))
  (func (export "a;;b(;c") (result i32) (i32.const 6)))
(assert_return (invoke "") (i32.const 1))
(assert_return (invoke "größe") (i32.const 2))
(assert_return (invoke $named "größe \u{2615}") (i32.const 3))
(assert_return (invoke "\22quoted\22 \5c \t\0a") (i32.const 4))
(assert_return (invoke "🧮") (i32.const 5))
(assert_return (invoke $named "a;;b(;c")(i32.const 6))

(module quote "(func (export \"ten\") (result i32)" "(i32.const 10))")
(assert_return (invoke "ten") (i32.const 10))

(module binary
  "\00asm" "\01\00\00\00"
  "\01\05\01\60\00\01\7f"      ;; the type [] -> [i32]
  "\03\02\01\00"
  "\07\05\01\01b\00\00"
  "\0a\06\01\04\00\41\2a\0b")
(assert_return (invoke "b") (i32.const 42))
(assert_return (invoke $named "") (i32.const 1))

;; The spelling of before the specification was finished.
(module
  (memory 1 2)
  (table 1 anyfunc)
  (global $g (mut i32) (i32.const 3))
  (func (export "old") (param i32) (result i64) (local i32)
    (set_local 1 (tee_local 0 (get_global $g)))
    (set_global $g (grow_memory (i32.const 1)))
    (i64.extend_u/i32 (i32.add (get_local 1) (i32.add (current_memory) (get_global $g))))))
(assert_return (invoke "old" (i32.const 0)) (i64.const 6))

(assert_malformed (module quote "(func $a) (func $a)") "duplicate func")
(assert_malformed (module quote "(func (i32.const 0x))") "unknown operator")
(assert_malformed (module quote "(memory 1) (data (i32.const 0) \"\\zz\")") "illegal escape")
(assert_malformed (module binary "\00asm\01\00\00\00" "\07\05\01\01\ff\00\00") "malformed UTF-8 encoding")
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\06\01\60\00\01\7f") "unexpected end")
(assert_malformed (module binary "\00asm\01\00\00\00" "\7f\00") "malformed section id")
