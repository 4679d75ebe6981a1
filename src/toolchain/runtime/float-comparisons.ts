/**
 * Comparisons, minimum and maximum of f32 and f64 over i32, in WebAssembly text. The bits of floats of different
 * signs or both positive compare as signed numbers do, those of two negative ones the other way round.
 */

const notANumber32 = (x: string) =>
  `(i32.gt_u (i32.and (local.get ${x}) (i32.const 0x7fffffff)) (i32.const 0x7f800000))`;
const notANumber64 = (low: string, high: string) => `(i32.gt_u
        (i32.or
          (i32.and (local.get ${high}) (i32.const 0x7fffffff))
          (i32.ne (local.get ${low}) (i32.const 0)))
        (i32.const 0x7ff00000))`;

/** Whether one pair of words stands in an order to another; `high` is strict. */
const ordered = (low: string, high: string, [a, A]: string[], [b, B]: string[]) => `(select
      (i32.${low} (local.get ${a}) (local.get ${b}))
      (i32.${high} (local.get ${A}) (local.get ${B}))
      (i32.eq (local.get ${A}) (local.get ${B})))`;

const X = ['$a', '$A'];
const Y = ['$b', '$B'];

const compare32 = (name: string) => `
  (func (export "f32.${name}") (param $x i32) (param $y i32) (result i32)
    (if (i32.or ${notANumber32('$x')} ${notANumber32('$y')})
      (then (return (i32.const 0))))
    (if (i32.lt_s (i32.or (local.get $x) (local.get $y)) (i32.const 0))
      (then
        ;; All zeros are equal.
        (if
          (i32.eqz
            (i32.and (i32.or (local.get $x) (local.get $y)) (i32.const 0x7fffffff)))
          (then (return (i32.const ${/e$/.test(name) ? 1 : 0}))))
        (if (i32.lt_s (i32.and (local.get $x) (local.get $y)) (i32.const 0))
          (then (return (i32.${name}_s (local.get $y) (local.get $x)))))))
    (i32.${name}_s (local.get $x) (local.get $y)))`;

const compare64 = (name: string) => {
  const strict = `${name[0]}t_s`;
  return `
  (func (export "f64.${name}") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32)
    (if (i32.or ${notANumber64('$a', '$A')} ${notANumber64('$b', '$B')})
      (then (return (i32.const 0))))
    (if (i32.lt_s (i32.or (local.get $A) (local.get $B)) (i32.const 0))
      (then
        (if
          (i32.eqz
            (i32.or
              (i32.and (i32.or (local.get $A) (local.get $B)) (i32.const 0x7fffffff))
              (i32.or (local.get $a) (local.get $b))))
          (then (return (i32.const ${/e$/.test(name) ? 1 : 0}))))
        (if (i32.lt_s (i32.and (local.get $A) (local.get $B)) (i32.const 0))
          (then (return ${ordered(`${name}_u`, strict, Y, X)})))))
    ${ordered(`${name}_u`, strict, X, Y)})`;
};

/** Whether the first operand is taken: it is less, or greater, also where one is a positive and one a negative zero. */
const extremum = (name: string, order: string) => `
  (func (export "f32.${name}") (param $x i32) (param $y i32) (result i32)
    (if (i32.or ${notANumber32('$x')} ${notANumber32('$y')})
      (then (return (i32.const 0x7fc00000))))
    (select
      (local.get $x)
      (local.get $y)
      (i32.xor
        (i32.${order}_s (local.get $x) (local.get $y))
        (i32.shr_u (i32.and (local.get $x) (local.get $y)) (i32.const 31)))))

  (func (export "f64.${name}") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32 i32)
    (local $first i32)
    (if (i32.or ${notANumber64('$a', '$A')} ${notANumber64('$b', '$B')})
      (then (return (i32.const 0) (i32.const 0x7ff80000))))
    (select
      (local.get $a)
      (local.get $b)
      (local.tee $first
        (i32.xor
          ${ordered(`${order}_u`, `${order}_s`, X, Y)}
          (i32.shr_u (i32.and (local.get $A) (local.get $B)) (i32.const 31)))))
    (select (local.get $A) (local.get $B) (local.get $first)))`;

export const FLOAT_COMPARISONS = `
(module
  (func (export "f32.eq") (param $x i32) (param $y i32) (result i32)
    (if (i32.eq (local.get $x) (local.get $y))
      (then (return (i32.eqz ${notANumber32('$x')}))))
    (i32.eqz (i32.and (i32.or (local.get $x) (local.get $y)) (i32.const 0x7fffffff))))

  (func (export "f64.eq") (param $a i32) (param $A i32) (param $b i32) (param $B i32)
    (result i32)
    (if
      (i32.eqz
        (i32.or
          (i32.xor (local.get $a) (local.get $b))
          (i32.xor (local.get $A) (local.get $B))))
      (then (return (i32.eqz ${notANumber64('$a', '$A')}))))
    (i32.eqz
      (i32.or
        (i32.and (i32.or (local.get $A) (local.get $B)) (i32.const 0x7fffffff))
        (i32.or (local.get $a) (local.get $b)))))
  ${['lt', 'gt', 'le', 'ge'].flatMap((name) => [compare32(name), compare64(name)]).join('\n')}
  ${extremum('min', 'lt')}
  ${extremum('max', 'gt')}
)`;
