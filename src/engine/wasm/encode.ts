/** Modules → the WebAssembly binary format. */
import { Bytes } from './bytes';
import type { FunctionBuilder, Signature, Type, Variable } from './function';
import { type Constant, type Instruction, i32 } from './instruction';
import type { Import, ModuleBuilder } from './module';
import { ACCESSES, MEMORY_OPERATORS, OPERATORS } from './opcodes';

const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  global: 6,
  export: 7,
  element: 9,
  code: 10,
};
const NAMES_OF = { functions: 1, locals: 2 };
const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3 };
const TYPE: Record<Type, number> = { i32: 0x7f, i64: 0x7e, f64: 0x7c };
const FUNCTION_TYPE = 0x60;
const FUNCREF = 0x70;
const NO_RESULT = 0x40;
const ELSE = 0x05;
const END = 0x0b;
const LIMITS = { minimum: 0, minimumAndMaximum: 1, shared: 3 };

/** Opcodes whose immediates `BodyEncoder` writes. */
const STRUCTURED = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  br: 0x0c,
  br_if: 0x0d,
  call: 0x10,
  call_indirect: 0x11,
  'local.get': 0x20,
  'local.set': 0x21,
  'local.tee': 0x22,
  'global.get': 0x23,
  'global.set': 0x24,
  'i32.const': 0x41,
  'i64.const': 0x42,
  'f64.const': 0x44,
};

/** The types of a module, each once, in the order in which they are asked for. */
class Types {
  readonly signatures: Signature[] = [];
  private readonly indices = new Map<string, number>();

  index(signature: Signature): number {
    const key = `${signature.params.join()}:${signature.result ?? ''}`;
    let index = this.indices.get(key);
    if (index === undefined) {
      index = this.signatures.push(signature) - 1;
      this.indices.set(key, index);
    }
    return index;
  }
}

/** The index of each name in an index space; asking for another name throws. */
class IndexSpace {
  private readonly indices: ReadonlyMap<string, number>;

  constructor(
    private readonly kind: string,
    readonly names: readonly string[],
  ) {
    this.indices = new Map(names.map((name, index) => [name, index]));
  }

  index(name: string, user: string): number {
    const index = this.indices.get(name);
    if (index === undefined) throw new Error(`${user} names an unknown ${this.kind} "${name}".`);
    return index;
  }
}

interface Spaces {
  readonly types: Types;
  readonly functions: IndexSpace;
  readonly globals: IndexSpace;
}

export function encodeModule(module: ModuleBuilder): Uint8Array<ArrayBuffer> {
  const { imports, globals } = module;
  const defined = module.functions.map((entry) => entry.function);
  const imported = (kind: 'function' | 'global') =>
    imports.flatMap((entry) => (entry.kind === kind ? entry.name : []));
  const spaces: Spaces = {
    types: new Types(),
    functions: new IndexSpace('function', [...imported('function'), ...defined.map((f) => f.name)]),
    globals: new IndexSpace('global', [...imported('global'), ...globals.map(({ name }) => name)]),
  };
  const { types, functions } = spaces;
  for (const entry of imports) if (entry.kind === 'function') types.index(entry.signature);

  // The bodies come first, for their indirect calls add to the types.
  const code = new Bytes();
  const signatures = defined.map((f) => {
    const index = types.index(f.signature);
    new BodyEncoder(code, f, spaces).encode();
    return index;
  });

  const out = new Bytes();
  const section = <T>(id: number, items: readonly T[], write: (item: T) => void) => {
    if (items.length === 0) return;
    out.byte(id);
    out.sized(() => out.vector(items, write));
  };
  out.bytes(MAGIC_AND_VERSION);
  section(SECTION.type, types.signatures, ({ params, result }) => {
    out.byte(FUNCTION_TYPE);
    out.vector(params, (type) => out.byte(TYPE[type]));
    out.vector(result ? [result] : [], (type) => out.byte(TYPE[type]));
  });
  section(SECTION.import, imports, (entry) => encodeImport(out, entry, types));
  section(SECTION.function, signatures, (index) => out.u32(index));
  section(SECTION.global, globals, ({ type, initial }) => {
    out.bytes([TYPE[type], 1]);
    encodeConstant(out, initial);
    out.byte(END);
  });
  section(SECTION.export, exportsOf(module), ({ kind, name, exported }) => {
    out.name(exported);
    out.byte(EXTERNAL[kind]);
    out.u32(spaces[`${kind}s`].index(name, 'An export'));
  });
  section(SECTION.element, module.elements(), ({ offset, functions: names }) => {
    out.byte(0);
    encodeConstant(out, i32.const(offset));
    out.byte(END);
    out.vector(names, (name) => out.u32(functions.index(name, 'An element')));
  });
  if (defined.length > 0) {
    out.byte(SECTION.code);
    out.sized(() => {
      out.u32(defined.length);
      out.bytes(code.finish());
    });
  }
  encodeNames(out, functions.names, defined);
  return out.finish();
}

function exportsOf({ globals, functions }: ModuleBuilder) {
  return [
    ...globals.flatMap(({ name, exported }) =>
      exported ? { kind: 'global' as const, name, exported: name } : [],
    ),
    ...functions.flatMap(({ function: { name }, export: exported }) =>
      exported === undefined ? [] : { kind: 'function' as const, name, exported },
    ),
  ];
}

function encodeImport(out: Bytes, entry: Import, types: Types): void {
  for (const name of entry.from) out.name(name);
  out.byte(EXTERNAL[entry.kind]);
  switch (entry.kind) {
    case 'function':
      out.u32(types.index(entry.signature));
      break;
    case 'global':
      out.bytes([TYPE[entry.type], Number(entry.mutable)]);
      break;
    case 'table':
      out.bytes([FUNCREF, LIMITS.minimum]);
      out.u32(entry.initial);
      break;
    case 'memory':
      out.byte(entry.shared ? LIMITS.shared : LIMITS.minimumAndMaximum);
      out.u32(entry.initial);
      out.u32(entry.maximum);
      break;
  }
}

function encodeConstant(out: Bytes, { op, value }: Constant): void {
  out.byte(STRUCTURED[op]);
  if (op === 'i64.const') out.s64(value);
  else if (op === 'i32.const') out.s32(value);
  else out.f64(value);
}

/** The section from which debuggers and profilers take the names of functions and variables. */
function encodeNames(
  out: Bytes,
  functions: readonly string[],
  defined: readonly FunctionBuilder[],
): void {
  const nameMap = (names: readonly string[]) =>
    out.vector(names, (name, index) => {
      out.u32(index);
      out.name(name);
    });
  out.byte(SECTION.custom);
  out.sized(() => {
    out.name('name');
    out.byte(NAMES_OF.functions);
    out.sized(() => nameMap(functions));
    out.byte(NAMES_OF.locals);
    out.sized(() =>
      out.vector(defined, ({ variables }, index) => {
        out.u32(functions.length - defined.length + index);
        nameMap(variables.map(({ name }) => name));
      }),
    );
  });
}

/** Encodes one function: its size, its locals and its instructions. */
class BodyEncoder {
  /** The labels around the current instruction, outermost first; an `if` has none. */
  private readonly labels: (string | undefined)[] = [];

  constructor(
    private readonly out: Bytes,
    private readonly f: FunctionBuilder,
    private readonly spaces: Spaces,
  ) {}

  encode(): void {
    this.out.sized(() => {
      this.out.vector(runs(this.f), ({ type, count }) => {
        this.out.u32(count);
        this.out.byte(TYPE[type]);
      });
      this.sequence(this.f.body);
      this.out.byte(END);
    });
  }

  private sequence(instructions: readonly Instruction[]): void {
    for (const instruction of instructions) this.instruction(instruction);
  }

  private instruction(node: Instruction): void {
    const { out } = this;
    this.sequence(node.args);
    switch (node.op) {
      case 'comment':
        break;
      case 'i32.const':
      case 'i64.const':
      case 'f64.const':
        encodeConstant(out, node);
        break;
      case 'local.get':
      case 'local.set':
      case 'local.tee':
        this.indexed(node.op, this.variable(node.variable));
        break;
      case 'global.get':
      case 'global.set':
        this.indexed(node.op, this.spaces.globals.index(node.name, this.user()));
        break;
      case 'call':
        this.indexed(node.op, this.spaces.functions.index(node.name, this.user()));
        break;
      case 'call_indirect':
        this.indexed(node.op, this.spaces.types.index(node.signature));
        out.byte(0);
        break;
      case 'br':
      case 'br_if':
        this.indexed(node.op, this.depth(node.label));
        break;
      case 'block':
      case 'loop':
        this.begin(node.op, node.result, node.label);
        this.sequence(node.body);
        this.end();
        break;
      case 'if':
        this.begin(node.op, node.result);
        this.sequence(node.then);
        if (node.otherwise) {
          out.byte(ELSE);
          this.sequence(node.otherwise);
        }
        this.end();
        break;
      case 'memory.size':
      case 'memory.grow':
      case 'memory.copy':
      case 'memory.fill':
        out.bytes(MEMORY_OPERATORS[node.op]);
        break;
      default:
        if ('offset' in node) {
          const [opcode, alignment] = ACCESSES[node.op];
          out.byte(opcode);
          out.byte(alignment);
          out.u32(node.offset);
        } else {
          const opcode = OPERATORS[node.op];
          if (opcode > 0xff) out.byte(opcode >> 8);
          out.byte(opcode & 0xff);
        }
    }
  }

  private indexed(op: keyof typeof STRUCTURED, index: number): void {
    this.out.byte(STRUCTURED[op]);
    this.out.u32(index);
  }

  private begin(op: 'block' | 'loop' | 'if', result?: Type, label?: string): void {
    this.out.byte(STRUCTURED[op]);
    this.out.byte(result ? TYPE[result] : NO_RESULT);
    this.labels.push(label);
  }

  private end(): void {
    this.out.byte(END);
    this.labels.pop();
  }

  private variable(variable: Variable): number {
    if (this.f.variables[variable.index] !== variable)
      throw new Error(`${this.user()} uses "${variable.name}", a variable of another function.`);
    return variable.index;
  }

  private depth(label: string): number {
    const at = this.labels.lastIndexOf(label);
    if (at < 0) throw new Error(`${this.user()} names an unknown label "${label}".`);
    return this.labels.length - 1 - at;
  }

  private user(): string {
    return `Function "${this.f.name}"`;
  }
}

/** The types of a function's locals, as runs. */
function runs({ variables, signature }: FunctionBuilder): { type: Type; count: number }[] {
  const found: { type: Type; count: number }[] = [];
  for (const { type } of variables.slice(signature.params.length)) {
    const last = found.at(-1);
    if (last?.type === type) last.count++;
    else found.push({ type, count: 1 });
  }
  return found;
}
