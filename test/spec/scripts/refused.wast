;; Modules that are not right, in every way in which a script can write one.
(assert_invalid (module (func (result i32) (i64.const 1))) "type mismatch")
(assert_invalid (module (func (local.get 3))) "unknown local")
(assert_malformed (module quote "(func (i32.const 99999999999))") "constant out of range")
(assert_malformed (module quote "(func") "unexpected end")
(assert_malformed (module binary "\00asm" "\02\00\00\00") "unknown binary version")
(assert_malformed (module binary "\00as") "unexpected end")
(module binary "\00asm\01\00\00\00")
(assert_trap (module (func $f (unreachable)) (start $f)) "unreachable")
(assert_unlinkable (module (import "nowhere" "f" (func))) "unknown import")
;; Modules that are right, and that the machine does not take.
(module $vectors (func (export "f") (param v128)))
(assert_return (invoke "f" (v128.const i32x4 0 0 0 0)))
(module $constant (global (export "g") i32 (i32.add (i32.const 1) (i32.const 2))))
(assert_return (get "g") (i32.const 3))
;; The first version of WebAssembly had no functions with two results.
(assert_invalid (module (func (result i32 i32) (i32.const 1) (i32.const 2))) "invalid result arity")
