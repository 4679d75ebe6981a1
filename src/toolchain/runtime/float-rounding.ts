/**
 * ceil, floor, trunc and nearest of f32 and f64 over i32, in WebAssembly text. What is added to the bits of a number
 * before its fraction is cut off decides how it is rounded; a carry goes into the exponent by itself.
 */
import { WIDE_IMPORTS } from './machine-imports';

/** What a rounding does: with a number of magnitude less than 1, and before the fraction of another is cut off. */
interface Rounding {
  readonly name: string;
  /** Whether a magnitude less than 1 becomes 1. */
  readonly toOne32: string;
  readonly toOne64: string;
  /** Adds to the bits; the fraction has those of `$mask` (and `$Mask`). */
  readonly add32: string;
  readonly add64: string;
}

const add64 = `
        (local.set $A
          (call $carry
            (i32.add (local.get $A) (local.get $Mask))
            (local.get $a)
            (local.get $mask)))
        (local.set $a (i32.add (local.get $a) (local.get $mask)))`;

/** Away from zero where `sign` holds. */
const directed = (name: string, sign: string): Rounding => {
  const applies = (x: string) => `(i32.${sign} (local.get ${x}) (i32.const 0))`;
  return {
    name,
    toOne32: `(i32.and ${applies('$x')} (i32.ne (local.get $magnitude) (i32.const 0)))`,
    toOne64: `(i32.and
        ${applies('$A')}
        (i32.ne (i32.or (local.get $magnitude) (local.get $a)) (i32.const 0)))`,
    add32: `(if ${applies('$x')}
      (then (local.set $x (i32.add (local.get $x) (local.get $mask)))))`,
    add64: `(if ${applies('$A')}
      (then ${add64}))`,
  };
};

const ROUNDINGS: readonly Rounding[] = [
  directed('ceil', 'ge_s'),
  directed('floor', 'lt_s'),
  { name: 'trunc', toOne32: '(i32.const 0)', toOne64: '(i32.const 0)', add32: '', add64: '' },
  {
    // Half of the last place, less the least amount if the integer below is even.
    name: 'nearest',
    toOne32: '(i32.gt_u (local.get $magnitude) (i32.const 0x3f000000))',
    toOne64: `(i32.gt_u
        (i32.or (local.get $magnitude) (i32.ne (local.get $a) (i32.const 0)))
        (i32.const 0x3fe00000))`,
    add32: `(local.set $x
      (i32.add
        (i32.add (local.get $x) (i32.shr_u (local.get $mask) (i32.const 1)))
        (i32.and
          (i32.shr_u (local.get $x) (i32.sub (i32.const 23) (local.get $exponent)))
          (i32.const 1))))`,
    add64: `(local.set $odd
      (i32.and
        (call $shr_under_u
          (call $wide_shr_u
            (local.get $a)
            (local.tee $exponent (i32.sub (i32.const 52) (local.get $exponent))))
          (local.get $A)
          (local.get $exponent))
        (i32.const 1)))
    (local.set $low (local.get $mask))
    (local.set $high (local.get $Mask))
    (local.set $mask
      (call $shr_under_u
        (i32.shr_u (local.get $mask) (i32.const 1))
        (local.get $Mask)
        (i32.const 1)))
    (local.set $Mask (i32.shr_u (local.get $Mask) (i32.const 1)))
    ${add64}
    (local.set $a (i32.add (local.get $a) (local.get $odd)))
    (local.set $A (i32.add (local.get $A) (i32.lt_u (local.get $a) (local.get $odd))))
    (local.set $mask (local.get $low))
    (local.set $Mask (local.get $high))`,
  },
];

const round = ({ name, toOne32, toOne64, add32, add64 }: Rounding) => `
  (func (export "f32.${name}") (param $x i32) (result i32)
    (local $magnitude i32) (local $exponent i32) (local $mask i32)
    (local.set $exponent
      (i32.sub
        (i32.shr_u
          (local.tee $magnitude (i32.and (local.get $x) (i32.const 0x7fffffff)))
          (i32.const 23))
        (i32.const 127)))
    (if (i32.ge_s (local.get $exponent) (i32.const 23))
      (then
        (return
          (select
            (i32.const 0x7fc00000)
            (local.get $x)
            (i32.gt_u (local.get $magnitude) (i32.const 0x7f800000))))))
    (if (i32.lt_s (local.get $exponent) (i32.const 0))
      (then
        (return
          (i32.or
            (i32.and (local.get $x) (i32.const 0x80000000))
            (select (i32.const 0x3f800000) (i32.const 0) ${toOne32})))))
    (local.set $mask (i32.shr_u (i32.const 0x7fffff) (local.get $exponent)))
    ${add32}
    (i32.and (local.get $x) (i32.xor (local.get $mask) (i32.const -1))))

  (func (export "f64.${name}") (param $a i32) (param $A i32) (result i32 i32)
    (local $magnitude i32) (local $exponent i32) (local $mask i32) (local $Mask i32)
    (local $low i32) (local $high i32) (local $odd i32)
    (local.set $exponent
      (i32.sub
        (i32.shr_u
          (local.tee $magnitude (i32.and (local.get $A) (i32.const 0x7fffffff)))
          (i32.const 20))
        (i32.const 1023)))
    (if (i32.ge_s (local.get $exponent) (i32.const 52))
      (then
        (if
          (i32.gt_u
            (i32.or (local.get $magnitude) (i32.ne (local.get $a) (i32.const 0)))
            (i32.const 0x7ff00000))
          (then (return (i32.const 0) (i32.const 0x7ff80000))))
        (return (local.get $a) (local.get $A))))
    (if (i32.lt_s (local.get $exponent) (i32.const 0))
      (then
        (return
          (i32.const 0)
          (i32.or
            (i32.and (local.get $A) (i32.const 0x80000000))
            (select (i32.const 0x3ff00000) (i32.const 0) ${toOne64})))))
    (local.set $mask
      (call $shr_under_u
        (call $wide_shr_u (i32.const -1) (local.get $exponent))
        (i32.const 0xfffff)
        (local.get $exponent)))
    (local.set $Mask (call $wide_shr_u (i32.const 0xfffff) (local.get $exponent)))
    ${add64}
    (i32.and (local.get $a) (i32.xor (local.get $mask) (i32.const -1)))
    (i32.and (local.get $A) (i32.xor (local.get $Mask) (i32.const -1))))`;

export const FLOAT_ROUNDING = `
(module
  ${WIDE_IMPORTS}
  ${ROUNDINGS.map(round).join('\n')}
)`;
