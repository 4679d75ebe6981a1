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
      `"${expression}" cannot be evaluated: ${reason}. Variables, members, elements, pointers and arithmetic can be; calls cannot.`,
    ),
  onlyInConsole: (text: string) =>
    tell(
      `"${text}" would change the program each time it is shown: type it into the Debug Console.`,
    ),
  fault: (message: string) => tell(message),
  noCondition: (text: string) =>
    tell(`"${text}" is neither true nor false: compare it with something, as in n > 10.`),
  hitCondition: (text: string) =>
    tell(
      `"${text}" says no number of hits: write one (5), a comparison (>= 5) or every so many (% 10).`,
    ),
  dataHits: () =>
    tell(
      'A data breakpoint takes a condition or a number of hits, not both: leave one of them out.',
    ),
  badDataId: (text: string) =>
    tell(`"${text}" is no data breakpoint of this session: set it again at the variable.`),
  noPlace: (name: string) =>
    tell(
      `"${name}" lies nowhere in memory, so nothing writes it: choose a variable or an element.`,
    ),
  exportFailed: (file: string, reason: string) =>
    tell(`${file} cannot be written (${reason}): choose another place.`),
  exportTaken: (folder: string) =>
    tell(`There is something at ${folder} already: choose a new name, or an empty folder.`),
  exportEmpty: () => tell('No token of the run lies there: choose another part of it.'),
  exportChanged: () => tell('The run was changed while it was being written: export it again.'),
  noExport: () => tell('Nothing is being written: begin an export first.'),
  noInstruction: (where: string) =>
    tell(`There is no instruction at ${where}: choose one that the disassembly or the text shows.`),
  neverWritten: (name: string) => tell(`"${name}" has not been written yet.`),
  noVariable: (name: string) => tell(`There is no "${name}" here: expand its scope again.`),
  notWritable: (name: string) =>
    tell(`"${name}" cannot be changed: change a variable, an element, a local or an operand.`),
  notANumber: (text: string, type: string) =>
    tell(`"${text}" is no ${type}: write a number such as 42, -1 or 0x2a.`),
  changedAtEnd: () =>
    tell('The program ends here, so that a change would have no effect: step back first.'),
  outsideMemory: () =>
    tell('These bytes lie outside of the memory: it ends where the memory view ends.'),
  noEntry: () => tell('This frame was not called: restart one that is a function of the program.'),
  noJump: (line: number) =>
    tell(
      `Line ${line} cannot be jumped to: it must have code in the present function, where the operand stack is as deep as here.`,
    ),
  noTokenNamed: (text: string) =>
    tell(`No token is called "${text}": look for one such as i32.add, jump or stdout.`),
  noCodeOnLine: (line: number, file: string) =>
    tell(
      `No instruction belongs to line ${line}${file && ` of ${file}`}: choose a line with code.`,
    ),
  noFunction: (name: string) =>
    tell(`The program has no function "${name}": choose one that it calls, such as main.`),
  noHead: (layer: number, head: number) =>
    tell(`The model has no head L${layer}H${head}: choose one that the heads view shows.`),
  cancelled: () => tell('cancelled'),
  badReference: (reference: string) =>
    tell(`"${reference}" is not an address: give a number such as 0x1040.`),
  unknownRequest: (command: string) =>
    tell(`The debugger does not know the request "${command}": it is not among its capabilities.`),
  badArguments: (command: string, place: string, expected: string) =>
    tell(
      command === 'launch'
        ? `"${place}" in the launch configuration must be ${expected}: correct it.`
        : `The request "${command}" was sent wrongly: "${place}" must be ${expected}.`,
    ),
  noToken: (position: number, recorded: number) =>
    tell(`There is no token ${position}: choose one from 0 to ${recorded - 1}, the last recorded.`),
  noPart: (what: string, index: number, count: number) =>
    tell(`The model has no ${what} ${index}: choose one from 0 to ${count - 1}.`),
  noNode: (id: string) =>
    tell(`The graph has no node "${id}": ask again for the decision, and choose one of its nodes.`),
  notSeen: (to: number, position: number) =>
    tell(`Token ${position} cannot read token ${to}: choose one from 0 to ${position}.`),
  missing: (what: string) => tell(`This says too little: give ${what}.`),
  tooLarge: (value: number, most: number) =>
    tell(`${value} is too large to compute with: give a number from ${-most} to ${most}.`),
  noTokenCalled: (text: string, like: readonly string[]) =>
    tell(
      `The vocabulary has no token "${text}": choose ${like.length > 0 ? `one such as ${like.map((each) => `"${each}"`).join(', ')}` : 'one that the trace shows'}.`,
    ),
  hostSpeaks: (position: number) =>
    tell(
      `The host says what follows token ${position}, and not the model: force the token after another one.`,
    ),
  nothingChanged: () => tell('Nothing is changed: add an intervention first.'),
  noChoice: (what: string, choices: readonly string[]) =>
    tell(`"${what}" is none of ${choices.map((choice) => `"${choice}"`).join(', ')}: choose one.`),
  noRange: (from: number, to: number) =>
    tell(`Nothing lies from ${from} to ${to}: give the smaller number first.`),
  noBranch: (id: number) =>
    tell(`There is no other future ${id}: choose one that the timeline shows.`),
  bug: (error: unknown) =>
    `The debugger failed (${error instanceof Error ? error.message : String(error)}): stop, start again, and report it if it comes back.`,
};

/** Why a session cannot go on with its client. */
const outOfStep = (what: string) =>
  `The debug adapter ends the session, since ${what}: the editor, or what lies between, has to be corrected.\n`;

export const broken = {
  noHeader: () => outOfStep('a message has no header "Content-Length: N"'),
  tooLong: (most: number) => outOfStep(`a message is longer than ${most} bytes`),
  noMessage: () =>
    outOfStep(
      'a message is no JSON of the Debug Adapter Protocol, or has another length than it says',
    ),
  cutOff: () => outOfStep('the connection ended within a message'),
};

/** Why a breakpoint is not verified. */
export const unverified = {
  noDebugInformation: 'The program has no debug information: compile it with -g.',
  otherFile: (file: string) => `${path.basename(file)} is not part of this program.`,
  noCode: 'There is no code at or after this line.',
  noFunction: (name: string) => `The program has no function "${name}": check its spelling.`,
  noInstruction: 'No instruction begins at this address.',
  noPlace: (name: string) => `${name} lies nowhere in memory: it cannot be watched.`,
};

/** What is said while the program runs. */
export const notice = {
  conditionFailed: (reason: string) =>
    `The condition of a breakpoint cannot be evaluated: ${reason}\n`,
  atEnd: (status: number) =>
    `The program ends here with status ${status}: step back, or continue to end.`,
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
