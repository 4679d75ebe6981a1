/** Everything that the debugger may have to tell a person: what went wrong, and what to do about it. */
import path from 'node:path';

/** A message for a person; anything else that is thrown is a bug. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

const tell = (message: string) => new UserError(message);

export const problem = {
  nothingToRun: () =>
    tell(
      'There is nothing to run: give "program" (a .c, .wat or .wasm file) or "files" in launch.json.',
    ),
  stdinMissing: (file: string) =>
    tell(
      `The standard input ${file} cannot be read: correct the path in "stdin", or give the text itself (text without spaces that ends like a file name is taken for one).`,
    ),
  directoryMissing: (directory: string) =>
    tell(`There is no directory ${directory}: correct the path in "directory".`),
  inputEnded: () =>
    tell(
      'The input of the program has ended: pause it to evaluate expressions, or start it again.',
    ),
  badVariable: (name: string) =>
    tell(`"${name}" in "env" cannot be the name of a variable: give names without "=".`),
  noTerminal: (reason: string) =>
    tell(
      `The terminal for the program cannot be opened (${reason}): leave out "console" to use the Debug Console.`,
    ),
  doesNotFit: (reason: string) => tell(reason),
  modelUnreadable: (file: string, reason: string) =>
    tell(`The model ${file} cannot be read (${reason}): build it with "npm run build".`),
  notPaused: () => tell('The program is running: pause it first.'),
  notRunning: () => tell('No program is being debugged: start one first.'),
  ended: () => tell('The program has ended: start it again.'),
  alreadyLaunched: () => tell('This session already runs a program: end it and start another.'),
  staleHandle: () =>
    tell('This value belongs to an earlier stop and is gone: expand it again at the present one.'),
  noSymbols: () =>
    tell(
      'C expressions need debug information: compile with -g. Without it a local or global of the module can be named by itself, such as $n.',
    ),
  noCodeHere: () =>
    tell(
      'This frame has no C source, so that no C expression has a meaning in it: choose another frame.',
    ),
  optimisedOut: (name: string) =>
    tell(`"${name}" has been optimised out here: compile with -O0 to see it.`),
  expression: (expression: string, reason: string) =>
    tell(
      `"${expression}" cannot be evaluated: ${reason}. Variables, members, elements, pointers and arithmetic can be; calls, assignments and enum constants cannot.`,
    ),
  badReference: (reference: string) =>
    tell(`"${reference}" is not an address: give a number such as 0x1040.`),
  unknownRequest: (command: string) =>
    tell(`The debugger does not know the request "${command}": it is not among its capabilities.`),
  bug: (error: unknown) =>
    `The debugger failed (${error instanceof Error ? error.message : String(error)}): stop, start again, and report it if it comes back.`,
};

/** Why a breakpoint is not verified. */
export const unverified = {
  noDebugInformation: 'The program has no debug information: compile it with -g.',
  otherFile: (file: string) => `${path.basename(file)} is not part of this program.`,
  noCode: 'There is no code at or after this line.',
  noFunction: (name: string) => `The program has no function "${name}": check its spelling.`,
  noInstruction: 'No instruction begins at this address.',
};

/** What is said while the program runs. */
export const notice = {
  waiting: (end: string) =>
    `The program waits for input: type a line here (${end} ends the input).\n`,
  sourcesMissing: (file: string) =>
    `The sources of the program are not here (such as ${file}): say in "sourceMap" where they lie.\n`,
};

/** What is said when a run ends without a word from the program. */
export const ending = {
  maxTokens: (count: number) =>
    `The run was ended after ${count} tokens, as "maxTokens" says: raise it to run further.\n`,
  contextFull: (tokens: number) =>
    `The run was ended: the context limit of ${tokens} tokens is reached. Give the program less to do, or compile it with -O2.\n`,
  memoryFull: (tokens: number) =>
    `The run was ended: the memory for the KV cache is full after ${tokens} tokens. Give the program less to do, compile it with -O2, or raise "maxMemory" where it is set.\n`,
  outputFull: (bytes: number) =>
    `The run was ended: the program has written ${bytes} bytes, as many as "maxOutput" allows. Raise it to let it write more.\n`,
  trap: (what: string, where: string) => `trap: ${what} ${where}\n`,
};
