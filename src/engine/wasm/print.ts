/** Modules → the WebAssembly text format, with folded instructions. */
import type { FunctionBuilder, Signature, Type } from './function';
import type { Constant, Instruction } from './instruction';
import { fill, group, type Place, STEP, WIDTH } from './layout';
import type { DefinedFunction, Import, ModuleBuilder } from './module';
import { Identifiers } from './names';

interface Spaces {
  readonly functions: Identifiers;
  readonly globals: Identifiers;
}

export function printModule(module: ModuleBuilder): string {
  const spaces: Spaces = { functions: new Identifiers(), globals: new Identifiers() };
  const fields = [
    ...module.imports.map((entry) => printImport(entry, spaces)),
    ...module.globals.map(({ name, type, initial, exported }) => {
      const head = [spaces.globals.of(name), ...(exported ? [exportAs(name)] : [])].join(' ');
      return `(global ${head} (mut ${type}) (${printConstant(initial)}))`;
    }),
    ...module.functions.map((entry) => new FunctionPrinter(entry, spaces).print()),
    ...module.elements().map(({ offset, functions }) => {
      const names = functions.map((name) => spaces.functions.of(name));
      return `(${fill(['elem', `(i32.const ${offset})`, ...names], STEP + 1, 2 * STEP)})`;
    }),
  ];
  return `${group('module', fields, { indent: 0, tail: 0 }, 'broken')}\n`;
}

function printImport(entry: Import, { functions, globals }: Spaces): string {
  const from = entry.from.map(quote).join(' ');
  const external = () => {
    switch (entry.kind) {
      case 'function':
        return ['func', functions.of(entry.name), ...printSignature(entry.signature)];
      case 'global': {
        const type = entry.mutable ? `(mut ${entry.type})` : entry.type;
        return ['global', globals.of(entry.name), type];
      }
      case 'table':
        return ['table', entry.initial, 'funcref'];
      case 'memory':
        return ['memory', entry.initial, entry.maximum, ...(entry.shared ? ['shared'] : [])];
    }
  };
  return `(import ${from} (${external().join(' ')}))`;
}

function printSignature({ params, result }: Signature): string[] {
  return [
    ...(params.length > 0 ? [`(param ${params.join(' ')})`] : []),
    ...(result ? [`(result ${result})`] : []),
  ];
}

function printConstant({ op, value }: Constant): string {
  if (Object.is(value, -0)) return `${op} -0`;
  return `${op} ${String(value).replace('Infinity', 'inf').replace('NaN', 'nan')}`;
}

const exportAs = (name: string) => `(export ${quote(name)})`;

/** A string as text: what is not printable ASCII is written as its UTF-8 bytes in hexadecimal. */
function quote(text: string): string {
  const escaped = Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[ !#-[\]-~]/.test(character) ? character : `\\${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

/** Prints one function. Variables and labels have names of their own in each. */
class FunctionPrinter {
  private readonly f: FunctionBuilder;
  private readonly variables = new Identifiers();
  private readonly labels = new Identifiers();

  constructor(
    private readonly entry: DefinedFunction,
    private readonly spaces: Spaces,
  ) {
    this.f = entry.function;
  }

  print(): string {
    const { name, signature, variables, body } = this.f;
    const declare = (keyword: string, from: number, to?: number) =>
      variables
        .slice(from, to)
        .map((variable) => `(${keyword} ${this.variables.of(variable.name)} ${variable.type})`);
    const head = [
      `func ${this.spaces.functions.of(name)}`,
      ...(this.entry.export === undefined ? [] : [exportAs(this.entry.export)]),
      ...declare('param', 0, signature.params.length),
      ...(signature.result ? [`(result ${signature.result})`] : []),
    ];
    const locals = declare('local', signature.params.length);
    const inside = { indent: 2 * STEP, tail: 2 };
    const pieces = [
      ...(locals.length > 0 ? [fill(locals, inside.indent, inside.indent)] : []),
      ...this.sequence(body, inside),
    ];
    return group(fill(head, STEP + 1, 3 * STEP), pieces, { indent: STEP, tail: 1 }, 'broken');
  }

  private sequence(instructions: readonly Instruction[], { indent, tail }: Place): string[] {
    return instructions.flatMap((instruction, i) =>
      this.statement(instruction, { indent, tail: i === instructions.length - 1 ? tail : 0 }),
    );
  }

  /** An instruction of a body. What nests too deeply to fold within the width is in stack order. */
  private statement(node: Instruction, place: Place): string[] {
    if (node.op === 'comment') return node.text.split('\n').map((line) => `;; ${line}`);
    const folded = this.fold(node, place);
    if (folded !== undefined) return [folded];
    const operands = this.sequence(node.args, { indent: place.indent, tail: 0 });
    return [...operands, this.node(node, [], place)];
  }

  /** Undefined where the line of an operand would be too long. */
  private fold(node: Instruction, { indent, tail }: Place): string | undefined {
    const operands: string[] = [];
    for (const [i, arg] of node.args.entries()) {
      const last = node.op !== 'if' && i === node.args.length - 1;
      const operand = this.fold(arg, { indent: indent + STEP, tail: last ? tail + 1 : 0 });
      if (operand === undefined) return undefined;
      operands.push(operand);
    }
    const text = this.node(node, operands, { indent, tail });
    const leaf = node.args.length === 0 && !('body' in node);
    return leaf && indent + text.length + tail > WIDTH ? undefined : text;
  }

  /** A node with the texts of its operands. */
  private node(node: Instruction, operands: readonly string[], place: Place): string {
    const head = this.head(node);
    const inside = { indent: place.indent + STEP, tail: place.tail + 1 };
    if (node.op === 'block' || node.op === 'loop')
      return group(head, this.sequence(node.body, inside), place, 'body');
    if (node.op !== 'if') return group(head, operands, place, 'operands');
    const { then, otherwise } = node;
    const branches = otherwise
      ? [this.branch('then', then, { ...inside, tail: 0 }), this.branch('else', otherwise, inside)]
      : [this.branch('then', then, inside)];
    // The condition stands beside its `if` where it can.
    const start = [head, ...operands].join(' ');
    const beside = !start.includes('\n') && place.indent + start.length < WIDTH;
    return beside
      ? group(start, branches, place, 'body')
      : group(head, [...operands, ...branches], place, 'broken');
  }

  private branch(keyword: string, body: readonly Instruction[], place: Place): string {
    const inside = { indent: place.indent + STEP, tail: place.tail + 1 };
    return group(keyword, this.sequence(body, inside), place, 'body');
  }

  /** The opcode and its immediates. */
  private head(node: Instruction): string {
    switch (node.op) {
      case 'i32.const':
      case 'i64.const':
      case 'f64.const':
        return printConstant(node);
      case 'local.get':
      case 'local.set':
      case 'local.tee':
        return `${node.op} ${this.variables.of(node.variable.name)}`;
      case 'global.get':
      case 'global.set':
        return `${node.op} ${this.spaces.globals.of(node.name)}`;
      case 'call':
        return `${node.op} ${this.spaces.functions.of(node.name)}`;
      case 'call_indirect':
        return [node.op, ...printSignature(node.signature)].join(' ');
      case 'br':
      case 'br_if':
        return `${node.op} ${this.labels.of(node.label)}`;
      case 'block':
      case 'loop':
        return `${node.op} ${this.labels.of(node.label)}${result(node.result)}`;
      case 'if':
        return `${node.op}${result(node.result)}`;
      default:
        return 'offset' in node && node.offset ? `${node.op} offset=${node.offset}` : node.op;
    }
  }
}

const result = (type?: Type) => (type ? ` (result ${type})` : '');
