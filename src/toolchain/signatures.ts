/** What WebAssembly's numeric and memory instructions pop and push; their names say it. */
import type { ValueType } from '../program/program';
import type { FunctionType } from './module';

const UNARY = /\.(eqz|clz|ctz|popcnt|abs|neg|ceil|floor|trunc|nearest|sqrt|extend(8|16|32)_s)$/;
const COMPARISON = /\.(eqz|(eq|ne|[lg][te])(_[su])?)$/;
const CONVERSION =
  /^\w+\.(?:wrap|extend|trunc|trunc_sat|convert|demote|promote|reinterpret)_([if]\d\d)/;

const known = new Map<string, FunctionType>();

/** The type of an instruction whose name begins with the value type it works on, or of a memory one. */
export function signature(op: string): FunctionType {
  let type = known.get(op);
  if (!type) {
    type = derive(op);
    known.set(op, type);
  }
  return type;
}

function derive(op: string): FunctionType {
  switch (op) {
    case 'memory.size':
      return { params: [], results: ['i32'] };
    case 'memory.grow':
      return { params: ['i32'], results: ['i32'] };
    case 'data.drop':
      return { params: [], results: [] };
    case 'memory.init':
    case 'memory.copy':
    case 'memory.fill':
      return { params: ['i32', 'i32', 'i32'], results: [] };
  }
  const [, prefix] = /^([if](?:32|64))\./.exec(op) ?? [];
  if (!prefix) throw new Error(`the instruction ${op} has no signature in its name`);
  const type = prefix as ValueType;
  const source = CONVERSION.exec(op)?.[1] as ValueType | undefined;
  if (source) return { params: [source], results: [type] };
  if (op.endsWith('.const')) return { params: [], results: [type] };
  if (op.includes('.load')) return { params: ['i32'], results: [type] };
  if (op.includes('.store')) return { params: ['i32', type], results: [] };
  return {
    params: UNARY.test(op) ? [type] : [type, type],
    results: [COMPARISON.test(op) ? 'i32' : type],
  };
}
