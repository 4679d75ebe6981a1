/** What can be wrong with a C expression, and what can go wrong where one is evaluated, as told to a person. */
import { UserError } from '../errors';
import type { Fault } from './faults';

const wrong = (message: string) => new UserError(message);
const quoted = (text: string) => (text === '' ? 'the end' : `"${text}"`);

export const mistake = {
  empty: () => wrong('The expression is empty: write one in C, such as i == 10.'),
  character: (text: string) =>
    wrong(`${quoted(text)} has no meaning in a C expression: remove it.`),
  unclosed: (quote: string) =>
    wrong(`A ${quote === '"' ? 'string' : 'character'} does not end: close it with ${quote}.`),
  characterCount: (text: string) =>
    wrong(`${text} is not one character of one byte: write one, such as 'a', or a number.`),
  escape: (text: string) =>
    wrong(`${quoted(text)} is no escape of C: write one such as \\n or \\x41.`),
  number: (text: string) =>
    wrong(`${quoted(text)} is not a number: write one such as 42, 0x2a or 1.5.`),
  tooLarge: (text: string) => wrong(`${text} does not fit into 64 bits: write a smaller number.`),
  expected: (what: string, found: string) =>
    wrong(`${what} is expected before ${quoted(found)}: correct the expression there.`),
  leftOver: (text: string) =>
    wrong(
      `The expression ends before ${quoted(text)}: write an operator between the two, or remove it.`,
    ),
  nested: () =>
    wrong(
      'An assignment stands for itself: write it alone, without parentheses or operators around it.',
    ),
  call: () =>
    wrong(
      'Functions cannot be called, since the program stands: use variables, members and operators.',
    ),
  unknownName: (name: string) =>
    wrong(
      `There is no "${name}" here: check its spelling and whether it is in scope at this place.`,
    ),
  unknownType: (name: string) =>
    wrong(
      `The program does not use a type "${name}": check its spelling, or name one that it uses.`,
    ),
  unknownSpecial: (name: string, known: readonly string[]) =>
    wrong(`There is no "${name}": use ${known.join(', ')}, or a local or global of the module.`),
  noSource: (name: string) =>
    wrong(
      `"${name}" has no meaning here, where no C is known: name a local or global of the module, such as $${name}.`,
    ),
  typeName: (found: string) =>
    wrong(`A type is expected before ${quoted(found)}: write one such as int, char * or struct s.`),
  operands: (operator: string, types: readonly string[]) =>
    wrong(
      `"${operator}" cannot be applied to ${types.join(' and ')}: check the types of its operands.`,
    ),
  notStruct: (type: string) => wrong(`${type} has no members: use . and -> on structs and unions.`),
  arrow: (type: string) => wrong(`${type} is not a pointer: use . in place of ->.`),
  dot: (type: string) => wrong(`${type} is a pointer: use -> in place of the dot.`),
  noMember: (type: string, name: string, known: readonly string[]) =>
    wrong(`${type} has no member "${name}": it has ${known.join(', ') || 'none'}.`),
  incomplete: (type: string) =>
    wrong(`What is in ${type} is not known to the program here: it is only declared.`),
  notPointer: (type: string) =>
    wrong(`${type} leads nowhere: use * and [] on pointers and arrays only.`),
  noAddress: () =>
    wrong('Only what lies in memory has an address: use & on a variable or a part of one.'),
  inRegister: () =>
    wrong('This variable is kept in a local of WebAssembly and has no address: compile with -O0.'),
  addressOfBits: () => wrong('A bit-field has no address: take that of its struct.'),
  notAssignable: () =>
    wrong('Only a variable, a member, an element or what a pointer leads to can be assigned to.'),
  computed: () =>
    wrong(
      'The optimised program computes this variable and keeps it nowhere: compile with -O0 to assign to it.',
    ),
  inParts: () =>
    wrong('The optimised program keeps only a part of this variable: compile with -O0 to see it.'),
  cannotConvert: (from: string, to: string) =>
    wrong(`${from} cannot become ${to}: give a value of that type.`),
  textTooLong: (length: number, room: number) =>
    wrong(
      `The text takes ${length} bytes with the zero that ends it, and there is room for ${room}: shorten it.`,
    ),
  scalar: (type: string) =>
    wrong(`${type} is not a number or a pointer: name a member or an element of it.`),
  unsupportedType: (type: string) =>
    wrong(
      `Values of type ${type} cannot be computed with: cast nothing to it and read its bytes with $mem.`,
    ),
  noPointerTo: (name: string) =>
    wrong(`The program never takes the address of "${name}", so that no pointer leads to it.`),
  damaged: () =>
    wrong(
      'The debug information of the program is damaged, or the expression is too deep: compile the program again, or write a shorter one.',
    ),
  range: () =>
    wrong('$mem[a..b] names bytes and has no value: use it alone, or $mem[a] for one byte.'),
};

export function faultMessage(expression: string, reason: Fault): string {
  switch (reason.fault) {
    case 'division by zero':
      return `"${expression}" divides by zero here: test the divisor first, as in n != 0 && 10 / n > 1.`;
    case 'null pointer':
      return `"${expression}" reads through a null pointer here: test it first, as in p && p->next.`;
    case 'outside memory':
      return `"${expression}" reads at 0x${reason.address.toString(16)}, which is outside the memory of the program: check the pointer or the index.`;
  }
}
