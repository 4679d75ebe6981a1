/** Checks what every program must satisfy whichever way it was made. */
import { OPERATIONS, operationIndex } from './operations';
import type { Program, ProgramFunction } from './program';

/** After these, control does not go on to the next instruction. */
const ENDS = ['br', 'br_table', 'return', 'halt'];
const WRITES_RESULT = /^(i32\.(?!const|store)|wide\.|input\.|select$|memory\.size$|memory\.grow$)/;
const FOLLOWED_BY: Readonly<Record<string, string>> = {
  unreachable: 'trap: unreachable',
  exit: 'halt',
};

/** What is wrong with `program`, a sentence each; empty if nothing is. */
export function verifyProgram(program: Program): string[] {
  const { instructions, origins, functions, jumpTables } = program;
  const problems: string[] = [];
  const complain = (address: number, what: string) =>
    problems.push(`instruction ${address} (${instructions[address]?.op ?? 'none'}) ${what}`);
  if (origins.length !== instructions.length)
    return [`there are ${instructions.length} instructions and ${origins.length} origins`];
  if (!instructions[program.entry]) return [`the entry ${program.entry} is no instruction`];

  const calls = callees(program);
  const targets = new Set(functions.map(({ begin }) => begin).concat(jumpTables.flat()));
  for (const { op, a } of instructions)
    if (OPERATIONS[operationIndex(op)].immediate === 'target') targets.add(a);

  const expectHeight = (from: number, address: number, height: number) => {
    const op = instructions[address]?.op;
    if (op === undefined) complain(from, `continues at ${address}, which is no instruction`);
    else if (!op.startsWith('trap: ') && origins[address].height !== height)
      complain(
        from,
        `leaves ${height} operands to ${address}, which expects ${origins[address].height}`,
      );
  };

  instructions.forEach(({ op, a }, address) => {
    const { immediate, pops, pushes } = OPERATIONS[operationIndex(op)];
    const { height } = origins[address];
    const before = instructions[address - 1]?.op ?? '';
    const after = height - pops + pushes;
    const ends = ENDS.includes(op) || op.startsWith('trap: ');
    if (height < pops) complain(address, `pops ${pops} operands of ${height}`);
    if (!Number.isInteger(a) || a < 0 || a > 0xffffffff)
      complain(address, `has the immediate ${a}, which is no unsigned 32-bit number`);
    if (immediate === 'index' && a >= program.frameSize)
      complain(address, `uses the index ${a} in frames of ${program.frameSize}`);
    if (immediate === 'table' && !jumpTables[a]?.length)
      complain(address, `uses the jump table ${a}, which is empty or missing`);
    if (/\.(top|const)$/.test(op) && op !== 'i32.const') {
      if (targets.has(address)) complain(address, 'relies on the instruction before a jump target');
      const right = op.endsWith('.top') ? WRITES_RESULT.test(before) : before === 'i32.const';
      if (!right) complain(address, `cannot follow ${before}`);
    }
    if (FOLLOWED_BY[op] && instructions[address + 1]?.op !== FOLLOWED_BY[op])
      complain(address, `is not followed by ${FOLLOWED_BY[op]}`);

    if (op === 'call' || op === 'call_indirect') {
      for (const callee of calls.of(address)) {
        const { begin } = callee;
        if (after < origins[begin].height)
          complain(address, `calls ${callee.name} with ${after} operands`);
        const results = calls.results(callee);
        if (results !== undefined)
          expectHeight(address, address + 1, after - origins[begin].height + results);
      }
    } else {
      if (!ends) expectHeight(address, address + 1, after);
      if (immediate === 'target') expectHeight(address, a, after);
      if (immediate === 'table')
        for (const t of jumpTables[a] ?? []) expectHeight(address, t, after);
    }
  });
  for (const f of functions) problems.push(...functionProblems(program, f));
  for (const address of program.unsupported.keys())
    if (instructions[address]?.op !== 'trap: unsupported instruction')
      complain(address, 'has a message of an unsupported instruction');
  return problems;
}

/** Who is called where, and how many operands a function leaves (`undefined` if it never returns). */
function callees({ instructions, origins, functions, jumpTables }: Program) {
  const byBegin = new Map(functions.map((f) => [f.begin, f]));
  const results = new Map<ProgramFunction, number>();
  for (const f of functions)
    for (let address = f.begin; address < f.end; address++)
      if (instructions[address]?.op === 'return') results.set(f, origins[address].height);
  return {
    of(address: number): ProgramFunction[] {
      const { op, a } = instructions[address];
      const begins = op === 'call' ? [a] : (jumpTables[a] ?? []);
      return [...new Set(begins)].map((begin) => byBegin.get(begin)).filter((f) => f !== undefined);
    },
    results: (f: ProgramFunction) => results.get(f),
  };
}

/** A function must be a range of its own in which control stays, and return the same number of operands. */
function functionProblems(program: Program, f: ProgramFunction): string[] {
  const { instructions, origins, jumpTables } = program;
  const problems: string[] = [];
  const inside = (address: number) => address >= f.begin && address < f.end;
  if (f.begin >= f.end || f.end > instructions.length)
    return [`${f.name} has the range ${f.begin} to ${f.end}`];
  const heights = new Set<number>();
  for (let address = f.begin; address < f.end; address++) {
    const { op, a } = instructions[address];
    const { immediate } = OPERATIONS[operationIndex(op)];
    if (program.functions[origins[address].function] !== f)
      problems.push(`instruction ${address} of ${f.name} names another function as its origin`);
    if (op === 'return') heights.add(origins[address].height);
    if (op === 'call' || op === 'call_indirect') continue;
    const reached =
      immediate === 'target' ? [a] : immediate === 'table' ? (jumpTables[a] ?? []) : [];
    if (!reached.every(inside)) problems.push(`instruction ${address} jumps out of ${f.name}`);
  }
  const last = instructions[f.end - 1].op;
  if (!ENDS.includes(last) && !last.startsWith('trap: '))
    problems.push(`control falls off the end of ${f.name} after ${last}`);
  if (heights.size > 1) problems.push(`${f.name} returns ${[...heights].join(' or ')} operands`);
  return problems;
}
