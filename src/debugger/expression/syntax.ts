/** The syntax of a C expression as a tree. */
import type { CType } from '../dwarf/types';
import type { Arithmetic, Comparison } from './code';

export type Syntax =
  | { readonly kind: 'number'; readonly value: number | bigint; readonly type: CType }
  | { readonly kind: 'text'; readonly bytes: readonly number[] }
  /** A variable, a function or a constant of an enumeration. */
  | { readonly kind: 'name'; readonly name: string }
  /** `$pc` and others that are not of C, with the dollar. */
  | { readonly kind: 'special'; readonly name: string }
  /** `$mem[begin]`, or `$mem[begin..end]`. */
  | { readonly kind: 'memory'; readonly begin: Syntax; readonly end: Syntax | undefined }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly x: Syntax }
  | {
      readonly kind: 'binary';
      readonly operator: Arithmetic;
      readonly x: Syntax;
      readonly y: Syntax;
    }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly x: Syntax;
      readonly y: Syntax;
    }
  | {
      readonly kind: 'logical';
      readonly operator: '&&' | '||';
      readonly x: Syntax;
      readonly y: Syntax;
    }
  | { readonly kind: 'choose'; readonly condition: Syntax; readonly x: Syntax; readonly y: Syntax }
  | { readonly kind: 'cast'; readonly type: CType; readonly x: Syntax }
  | { readonly kind: 'sizeOf'; readonly what: { readonly type: CType } | { readonly x: Syntax } }
  | { readonly kind: 'member'; readonly x: Syntax; readonly name: string; readonly arrow: boolean }
  | { readonly kind: 'element'; readonly x: Syntax; readonly index: Syntax }
  /** `operator` of a compound one; `++` is one that adds 1. Only the whole expression may be an assignment. */
  | {
      readonly kind: 'assign';
      /** `x` as it is written. */
      readonly target: string;
      readonly operator: Arithmetic | undefined;
      readonly x: Syntax;
      readonly y: Syntax;
    };

export type UnaryOperator = '-' | '+' | '~' | '!' | '*' | '&';
