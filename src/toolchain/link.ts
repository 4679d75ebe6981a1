/** Gives imported functions their bodies: WASI, the helpers of 64-bit arithmetic, machine instructions. */
import { BuildError } from './errors';
import { libraries, type Member, type Provision, WASI_MODULE } from './libraries';
import type { FunctionType, Module, ModuleFunction, ModuleInstruction } from './module';
import { RUNTIME_MODULE } from './widen';

/** Instructions that are done by the runtime function of the same name. */
const DONE_BY_FUNCTION = ['memory.copy', 'memory.fill'];

/** What all linked-in functions have in common. */
const RUNTIME = {
  origin: 'runtime',
  wasmIndex: -1,
  locals: [],
  body: [],
  bytes: [0, 0],
  variables: [],
  results: [],
} as const satisfies Partial<ModuleFunction>;

export interface LinkOptions {
  /** Whether the program is given a directory, and so may open files. */
  readonly opensFiles?: boolean;
}

/**
 * Links an i32-only module; only what is used is added. Throws a `BuildError` that names an import which nothing
 * provides or which is declared with another type.
 */
export async function link(module: Module, { opensFiles }: LinkOptions = {}): Promise<Module> {
  const { standard, withFiles } = await libraries();
  const provisions = opensFiles ? withFiles : standard;
  const types = [...module.types];
  const functions = [...module.functions];
  /** Machine instructions by the index of the function that stands for them. */
  const operations = new Map<number, string>();
  /** Indexes of the library functions that are linked. */
  const placed = new Map<ModuleFunction, number>();
  const queue: { readonly member: Member; readonly at: number }[] = [];

  const addType = (type: FunctionType): number => {
    const known = types.findIndex((t) => sameType(t, type));
    return known >= 0 ? known : types.push(type) - 1;
  };
  const define = (member: Member, at: number) => {
    placed.set(source(member), at);
    queue.push({ member, at });
  };
  const place = (member: Member): number => {
    const known = placed.get(source(member));
    if (known !== undefined) return known;
    const { name, type } = source(member);
    const at = functions.push({ ...RUNTIME, name, type: addType(member.library.types[type]) }) - 1;
    define(member, at);
    return at;
  };

  module.functions.forEach((f, at) => {
    if (!f.imported) return;
    const { module: from, field } = f.imported;
    const provision = provisions.get(`${from}.${field}`);
    if (!provision) throw unknownImport(from, field);
    const type = types[f.type];
    checkType(provision, type, `${from}.${field}`);
    functions[at] = { ...RUNTIME, name: field, type: f.type, body: shortBody(provision, type) };
    if (provision.kind === 'member') define(provision.member, at);
    if (provision.kind === 'operation') operations.set(at, provision.op);
  });
  for (const op of DONE_BY_FUNCTION) {
    const provision = provisions.get(`${RUNTIME_MODULE}.${op}`);
    if (provision?.kind === 'member' && uses(module, op)) place(provision.member);
  }
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { library } = next.member;
    const { locals, body } = source(next.member);
    const callee = (index: number): ModuleInstruction => {
      const { imported } = library.functions[index];
      if (!imported) return synthesized('call', place({ library, index }));
      // A library imports machine instructions, and functions of the standard libraries.
      const provision = standard.get(`${imported.module}.${imported.field}`);
      if (provision?.kind === 'operation') return synthesized(provision.op);
      if (provision?.kind === 'member') return synthesized('call', place(provision.member));
      throw new Error(`nothing provides "${imported.field}" to a library`);
    };
    functions[next.at] = {
      ...functions[next.at],
      locals,
      body: body.map((i) => (i.op === 'call' ? callee(i.a) : { ...i, offset: -1 })),
    };
  }

  const inline = (instruction: ModuleInstruction): ModuleInstruction => {
    const op = instruction.op === 'call' ? operations.get(instruction.a) : undefined;
    return op ? { op, offset: instruction.offset, a: 0 } : instruction;
  };
  return {
    ...module,
    types,
    functions: functions.map((f) => ({ ...f, body: f.body.map(inline) })),
  };
}

const synthesized = (op: string, a = 0): ModuleInstruction => ({ op, offset: -1, a });

/** The function as its library has it. */
const source = ({ library, index }: Member): ModuleFunction => library.functions[index];

const sameType = (a: FunctionType, b: FunctionType) =>
  a.params.join() === b.params.join() && a.results.join() === b.results.join();

const uses = (module: Module, op: string) =>
  module.functions.some(({ body }) => body.some((instruction) => instruction.op === op));

/** The body of a function that only answers with an error, or only does one machine instruction. */
function shortBody(provision: Provision, type: FunctionType): ModuleInstruction[] {
  switch (provision.kind) {
    case 'error':
      return [synthesized('i32.const', provision.error), synthesized('end')];
    case 'operation': {
      const operands = type.params.map((_, i) => synthesized('local.get', i));
      return [...operands, synthesized(provision.op), synthesized('end')];
    }
    case 'member':
      return [];
  }
}

function checkType(provision: Provision, type: FunctionType, name: string): void {
  const right =
    provision.kind === 'error' ? type.results.join() === 'i32' : sameType(provision.type, type);
  if (!right)
    throw new BuildError(
      `The module imports "${name}" with parameters or results that it does not have: declare it as WASI preview 1 does, or build the module for wasm32-wasip1.`,
    );
}

function unknownImport(module: string, field: string): BuildError {
  const advice =
    module === WASI_MODULE || module === 'env'
      ? 'define it in the program, or leave out what calls it'
      : `only functions of ${WASI_MODULE} are there; build the module for wasm32-wasip1`;
  return new BuildError(
    `The module imports "${module}.${field}", which nothing provides: ${advice}.`,
  );
}
