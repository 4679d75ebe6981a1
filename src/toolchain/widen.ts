/**
 * Lowers i64, f32 and f64 to i32: a 64-bit value becomes two, the low word first and deeper on the stack; a
 * float becomes its bits. What a recipe does not do is done by a runtime function.
 */
import type { ValueType, Variable } from '../program/program';
import { checkLimit } from './limits';
import type {
  FunctionType,
  Module,
  ModuleFunction,
  ModuleGlobal,
  ModuleInstruction,
} from './module';
import { HELPER_PARAMETERS, RECIPES, SCRATCH } from './recipes';
import { FLOAT_RECIPES } from './recipes-floats';
import { signature } from './signatures';

/** The module from which runtime functions and machine operations are imported. */
export const RUNTIME_MODULE = 'stepformer';

const width = (type: ValueType) => (type.endsWith('64') ? 2 : 1);
const lowerTypes = (types: readonly ValueType[]): ValueType[] =>
  types.flatMap((type) => Array<ValueType>(width(type)).fill('i32'));
const lowerType = ({ params, results }: FunctionType): FunctionType => ({
  params: lowerTypes(params),
  results: lowerTypes(results),
});

/** Many blocks may share one long type. */
const blockTypes = new WeakMap<FunctionType, FunctionType>();
function blockType(type: FunctionType): FunctionType {
  const known = blockTypes.get(type) ?? lowerType(type);
  blockTypes.set(type, known);
  return known;
}

/** The i32 slots of each of a list of locals or globals. */
function slotsOf(types: readonly ValueType[]): number[][] {
  let next = 0;
  return types.map((type) => Array.from({ length: width(type) }, () => next++));
}

const lowerVariables = (variables: readonly Variable[], slots: readonly number[][]): Variable[] =>
  variables.map((v) => ({ ...v, slots: v.slots.flatMap((slot) => slots[slot]) }));

/** Returns an equivalent module in which all values are i32; it may import further runtime functions. */
export function widen(module: Module): Module {
  const globalSlots = slotsOf(module.globals.map(({ type }) => type));
  const types = module.types.map(lowerType);
  const helpers = new Map<string, number>();
  const added: ModuleFunction[] = [];
  const helper = (name: string): number => {
    let index = helpers.get(name);
    if (index === undefined) {
      index = module.functions.length + added.length;
      helpers.set(name, index);
      added.push(importHelper(name, types));
    }
    return index;
  };
  /** Where a segment goes: an i32 constant or global. */
  const place = (offset: ModuleInstruction): ModuleInstruction =>
    offset.op === 'global.get' ? { ...offset, a: globalSlots[offset.a][0] } : offset;
  let instructions = 0;
  const functions = module.functions.map((f) => {
    const widened = widenFunction(module, f, globalSlots, helper, instructions);
    instructions += widened.body.length;
    return widened;
  });
  return {
    ...module,
    functions: [...functions, ...added],
    types,
    globals: module.globals.flatMap((global) => widenGlobal(global, globalSlots)),
    globalVariables: lowerVariables(module.globalVariables, globalSlots),
    tables: module.tables.map((table) => ({
      ...table,
      elements: table.elements.map((segment) => ({ ...segment, offset: place(segment.offset) })),
    })),
    data: module.data.map(({ offset, bytes }) => ({ offset: offset && place(offset), bytes })),
  };
}

/** A runtime function as an import, its type appended to `types`. */
function importHelper(name: string, types: FunctionType[]): ModuleFunction {
  const lowered = lowerType(signature(name));
  const count = HELPER_PARAMETERS[name] ?? lowered.params.length;
  types.push({ ...lowered, params: Array<ValueType>(count).fill('i32') });
  return {
    name,
    origin: 'runtime',
    wasmIndex: -1,
    type: types.length - 1,
    imported: { module: RUNTIME_MODULE, field: name },
    locals: [],
    body: [],
    bytes: [0, 0],
    variables: [],
    results: [],
  };
}

/** The two words of a 64-bit constant, low first. */
const words = (wide = 0n): number[] => [
  Number(BigInt.asUintN(32, wide)),
  Number(BigInt.asUintN(32, wide >> 32n)),
];

/** The immediates of the i32 constants that make up a constant. */
function constantWords({ op, a, wide }: ModuleInstruction): number[] {
  return op === 'i64.const' || op === 'f64.const' ? words(wide) : [a];
}

function widenGlobal(
  { type, mutable, init }: ModuleGlobal,
  slots: readonly number[][],
): ModuleGlobal[] {
  const { offset } = init;
  const isCopy = init.op === 'global.get';
  const op = isCopy ? 'global.get' : 'i32.const';
  const immediates = isCopy ? slots[init.a] : constantWords(init);
  if (immediates.length !== width(type))
    throw new Error(`a global of type ${type} begins as ${op}`);
  return immediates.map((a) => ({ type: 'i32', mutable, init: { op, offset, a } }));
}

/** A construct around the current instruction. */
interface Frame {
  readonly type: FunctionType;
  /** Operands below its parameters. */
  readonly height: number;
}

function widenFunction(
  module: Module,
  f: ModuleFunction,
  globalSlots: readonly number[][],
  helper: (name: string) => number,
  before: number,
): ModuleFunction {
  const functionType = module.types[f.type];
  const localTypes = [...functionType.params, ...f.locals];
  const localSlots = slotsOf(localTypes);
  const slotCount = localSlots.flat().length;
  let scratchCount = 0;
  const body: ModuleInstruction[] = [];
  /** Types of the operands, in the original module. */
  const stack: ValueType[] = [];
  const frames: Frame[] = [{ type: functionType, height: 0 }];
  let reachable = true;
  /** Constructs opened in code that is never reached; such code is left out. */
  let skipped = 0;
  let offset = -1;

  const emit = (op: string, a = 0, more: Partial<ModuleInstruction> = {}) =>
    body.push({ op, offset, a, ...more });
  const pop = () => stack.pop() as ValueType;
  const apply = ({ params, results }: FunctionType) => {
    stack.length -= params.length;
    stack.push(...results);
  };
  const scratch = (name: string) => {
    const index = SCRATCH.indexOf(name as (typeof SCRATCH)[number]);
    if (index < 0) throw new Error(`there is no scratch local "${name}"`);
    scratchCount = Math.max(scratchCount, index + 1);
    return slotCount + index;
  };
  const stop = () => {
    reachable = false;
  };

  /** Emits what `recipe` says; `memoryOffset` is that of the original instruction. */
  const follow = (recipe: string, memoryOffset: number) => {
    for (const word of recipe.split(/\s+/).filter((w) => w !== '')) {
      const [name, argument] = word.split(':');
      if (name === 'const') emit('i32.const', Number(argument));
      else if (name === 'call') emit('call', helper(argument));
      else if (argument !== undefined) emit(`local.${name}`, scratch(argument));
      // An offset past 2^32 is out of bounds, and so is the largest one that can be written.
      else if (name.endsWith('+4')) emit(name.slice(0, -2), Math.min(memoryOffset + 4, 0xffffffff));
      else emit(name, /\.(load|store)/.test(name) ? memoryOffset : 0);
    }
  };

  const choose = () => {
    pop();
    const type = pop();
    if (width(type) === 1) emit('select');
    else follow('set:c set:B set:b set:A get:b get:c select get:A get:B get:c select', 0);
  };
  const variable = (instruction: ModuleInstruction) => {
    const { op, a } = instruction;
    const global = op.startsWith('global');
    const [low, high] = (global ? globalSlots : localSlots)[a];
    const type = global ? module.globals[a].type : localTypes[a];
    if (op.endsWith('get')) {
      stack.push(type);
      emit(op, low);
      if (high !== undefined) emit(op, high);
      return;
    }
    if (!op.endsWith('tee')) pop();
    // The high word is on top.
    if (high !== undefined) emit(op.replace('tee', 'set'), high);
    emit(op, low);
    if (high !== undefined && op === 'local.tee') emit('local.get', high);
  };
  const compute = (instruction: ModuleInstruction) => {
    const { op, a } = instruction;
    const recipe = RECIPES[op] ?? FLOAT_RECIPES[op];
    if (op.endsWith('.const'))
      for (const word of constantWords(instruction)) emit('i32.const', word);
    else if (recipe !== undefined) follow(recipe, a);
    else body.push(instruction);
    apply(signature(op));
  };
  const open = (instruction: ModuleInstruction) => {
    const type = instruction.type as FunctionType;
    if (instruction.op === 'if') pop();
    frames.push({ type, height: stack.length - type.params.length });
    body.push({ ...instruction, type: blockType(type) });
  };
  const enter = (instruction: ModuleInstruction, types: readonly ValueType[]) => {
    stack.length = frames[frames.length - 1].height;
    stack.push(...types);
    reachable = true;
    body.push(instruction);
  };

  const translate = (instruction: ModuleInstruction) => {
    const { op, a } = instruction;
    switch (op) {
      case 'block':
      case 'loop':
      case 'if':
        open(instruction);
        break;
      case 'else':
        enter(instruction, frames[frames.length - 1].type.params);
        break;
      case 'end':
        enter(instruction, frames[frames.length - 1].type.results);
        frames.pop();
        break;
      case 'br':
      case 'br_table':
      case 'return':
      case 'unreachable':
        body.push(instruction);
        stop();
        break;
      case 'br_if':
        pop();
        body.push(instruction);
        break;
      case 'call':
        apply(module.types[module.functions[a].type]);
        body.push(instruction);
        break;
      case 'call_indirect':
        pop();
        apply(module.types[a]);
        body.push(instruction);
        break;
      case 'drop':
        for (let word = width(pop()); word > 0; word--) emit('drop');
        break;
      case 'select':
        choose();
        break;
      case 'local.get':
      case 'local.set':
      case 'local.tee':
      case 'global.get':
      case 'global.set':
        variable(instruction);
        break;
      case 'nop':
        body.push(instruction);
        break;
      default:
        compute(instruction);
    }
  };

  for (const instruction of f.body) {
    if (!reachable) {
      if (['block', 'loop', 'if'].includes(instruction.op)) skipped++;
      if (skipped > 0 || !['else', 'end'].includes(instruction.op)) {
        if (instruction.op === 'end') skipped--;
        continue;
      }
    }
    offset = instruction.offset;
    translate(instruction);
    checkLimit('instructions', before + body.length);
  }
  return {
    ...f,
    locals: Array<ValueType>(
      slotCount - lowerTypes(functionType.params).length + scratchCount,
    ).fill('i32'),
    body,
    variables: lowerVariables(f.variables, localSlots),
  };
}
