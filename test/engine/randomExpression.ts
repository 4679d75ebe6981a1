/** Random WebAssembly expressions of every operator, with blocks, branches and locals between them. */
import {
  block,
  brIf,
  type FunctionBuilder,
  f64,
  get,
  type Instruction,
  i32,
  i64,
  if_,
  select,
  set,
  type Type,
  tee,
} from '../../src/engine/wasm/wasm';
import type { Random } from '../toolchain/random';

interface Operator {
  readonly operands: readonly Type[];
  readonly result: Type;
  readonly build: (...operands: Instruction[]) => Instruction;
}

const COMPARISON = /^(eqz?|ne|[lg][te](_[su])?)$/;
const TYPES: readonly Type[] = ['i32', 'i64', 'f64'];
const NUMBERS = [0, -0, 0.5, -1.5, 1 / 3, 2 ** 31, -(2 ** 53), 1e300, Infinity, -Infinity, NaN];

/** Every operator without immediates; what it takes and leaves is told by its name. */
const OPERATORS = Object.entries({ i32, i64, f64 }).flatMap(([type, operators]) =>
  Object.entries(operators)
    .filter(([name]) => !/const|load|store/.test(name))
    .map(([name, build]): Operator => {
      const operand = (/i32|i64|f64/.exec(name)?.[0] ?? type) as Type;
      return {
        operands: Array.from({ length: build.length }, () => operand),
        result: COMPARISON.test(name) ? 'i32' : (type as Type),
        build: build as Operator['build'],
      };
    }),
);

/** An expression that leaves a value of `type` and nests `depth` deep; it may use new locals of `f`. */
export function randomExpression(
  random: Random,
  f: FunctionBuilder,
  type: Type,
  depth: number,
): Instruction {
  const inner = (of: Type) => randomExpression(random, f, of, depth - 1);
  if (depth === 0) {
    const variable = f.variables.length > 0 && random.pick(f.variables);
    if (variable && variable.type === type) return get(variable);
    if (type === 'f64') return f64.const(random.pick([...NUMBERS, random.word() / 3]));
    if (type === 'i32') return i32.const(random.word());
    return i64.const((BigInt(random.word()) << 32n) | BigInt(random.word()));
  }
  switch (random.below(12)) {
    case 0:
      return tee(f.local(random.pick(['x', 'y']), type), inner(type));
    case 1:
      return select(inner(type), inner(type), inner('i32'));
    case 2:
      return if_(inner('i32'), [inner(type)], [inner(type)], type);
    case 3: {
      const variable = f.local('z', random.pick(TYPES));
      const label = random.pick(['a', 'b']);
      return block(
        'value',
        [
          block(label, [
            block('b', [brIf(label, inner('i32')), set(variable, inner(variable.type))]),
            if_(inner('i32'), [set(variable, inner(variable.type))]),
          ]),
          inner(type),
        ],
        type,
      );
    }
    default: {
      const { operands, build } = random.pick(OPERATORS.filter(({ result }) => result === type));
      return build(...operands.map(inner));
    }
  }
}
