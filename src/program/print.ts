/** A program as a listing that a person can read. */
import { OPERATIONS, operationIndex } from './operations';
import type { Program } from './program';

/** One instruction without its address: the operation and its immediate, names where there are any. */
export function printInstruction(program: Program, address: number): string {
  const { op, a } = program.instructions[address];
  const { immediate } = OPERATIONS[operationIndex(op)];
  switch (immediate) {
    case 'none':
      return op;
    case 'offset':
      return a === 0 ? op : `${op} offset=${a}`;
    case 'value':
      return `${op} ${a | 0}`;
    case 'table':
      return `${op} [${program.jumpTables[a].join(' ')}]`;
    case 'target': {
      const callee = op === 'call' ? program.functions.find(({ begin }) => begin === a) : undefined;
      return `${op} ${callee ? `$${callee.name}` : a}`;
    }
    case 'index': {
      const { functions, globals, origins } = program;
      const variables = op.startsWith('global')
        ? globals
        : (functions[origins[address].function]?.locals ?? []);
      const variable = variables.find(({ slots }) => slots.includes(a));
      return variable ? `${op} ${a} ;; ${variable.name}` : `${op} ${a}`;
    }
  }
}

/**
 * The whole program, a line an instruction: `*` where an original instruction begins, address, operand-stack
 * height, byte offset, instruction.
 */
export function printProgram(program: Program): string {
  const lines: string[] = ['start-up'];
  const begins = new Map(program.functions.map((f) => [f.begin, f.name]));
  program.instructions.forEach((_, address) => {
    const { offset, first, height } = program.origins[address];
    if (begins.has(address)) lines.push('', begins.get(address) as string);
    const place = offset < 0 ? '' : `0x${offset.toString(16)}`;
    const columns = [
      first ? '*' : ' ',
      String(address).padStart(6),
      String(height).padStart(3),
      place.padStart(8),
      printInstruction(program, address),
    ];
    lines.push(columns.join(' '));
  });
  return lines.join('\n');
}
