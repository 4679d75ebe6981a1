/** docs/conformance.md from what was measured and recorded. */
import { UNSUPPORTED } from '../../src/toolchain/features';
import type { Cost, Spread } from './costs';
import type { Findings, ScriptFile } from './findings';

/** The document. Findings that are missing are said to be missing. */
export function render(costs: readonly Cost[], findings: Findings): string {
  return `${[
    INTRODUCTION,
    '## What passes',
    passes(findings),
    ...(findings.spec
      ? ['### Scripts of the WebAssembly specification', scripts(findings.spec.files)]
      : []),
    '## What is refused',
    'A module that uses one of these is refused when it is loaded, by this name, with what can be done about it:',
    UNSUPPORTED.map((feature) => `- ${feature}`).join('\n'),
    '## What an opcode costs',
    COSTS,
    ...[...new Set(costs.map(({ group }) => group))].flatMap((group) => [
      `### ${group}`,
      costTable(costs.filter((cost) => cost.group === group)),
    ]),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = `# Conformance

What the machine is compared with, and what came of it. This file is written by

    npm run conformance

which measures the costs anew and takes the counts of the long runs from [conformance.json](conformance.json). These
commands make the runs, and with \`--record\` put their counts there:

    npm run test:spec -- DIR       scripts (.wast) of the WebAssembly specification, all assertions in the transformer
    npm run test:c -- DIR          C programs with their output in a file beside them, compared with V8 too
    npm run fuzz -- --modules N    random modules, compared with V8
    npm run mutate -- --cases N    truncated and corrupted modules, which must end in an orderly way`;

const COSTS = `An opcode of WebAssembly becomes one machine instruction or several: 64-bit numbers are pairs of 32-bit words, and
floats are computed with in integers, by functions that are linked in. Counted are all instructions executed for one
execution of the opcode, the linked-in ones included, and the tokens that the transformer writes for them: the median
over random operands, and the most. Operands of floats are normal numbers of similar size.`;

const count = (value: number) => value.toLocaleString('en-US');
const row = (...cells: (string | number)[]) =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? count(cell) : cell)).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]) =>
  [row(...head), row(...head.map((_, i) => (i ? '--:' : '---'))), ...rows].join('\n');

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const excluded = ({ outOfScope }: ScriptFile) => sum(Object.values(outOfScope));

function passes({ spec, programs, fuzz, mutation }: Findings): string {
  const missing = 'not run yet';
  const assertions = spec && {
    passed: sum(spec.files.map(({ passed }) => passed)),
    failed: sum(spec.files.map(({ failed }) => failed)),
    outOfScope: sum(spec.files.map(excluded)),
  };
  return table(
    ['', 'passed', 'failed', 'out of scope'],
    [
      assertions
        ? row(
            `Assertions of ${spec.files.length} specification scripts`,
            assertions.passed,
            assertions.failed,
            assertions.outOfScope,
          )
        : row('Assertions of specification scripts', missing, '', ''),
      programs
        ? row('C and WAT programs, against V8', programs.passed, programs.failed, '')
        : row('C and WAT programs, against V8', missing, '', ''),
      fuzz
        ? row(
            `Random modules, against V8 (seed ${fuzz.seed})`,
            fuzz.modules - fuzz.mismatches,
            fuzz.mismatches,
            '',
          )
        : row('Random modules, against V8', missing, '', ''),
      mutation
        ? row(
            `Corrupted modules (seed ${mutation.seed}): ${count(mutation.refused)} refused, ${count(mutation.trapped)} trapped, ${count(mutation.ended)} ended, ${count(mutation.limited)} stopped at a limit`,
            mutation.refused + mutation.trapped + mutation.ended + mutation.limited,
            0,
            '',
          )
        : row('Corrupted modules', missing, '', ''),
    ],
  );
}

function scripts(files: readonly ScriptFile[]): string {
  const reasons = new Map<string, number>();
  for (const { outOfScope } of files)
    for (const [reason, n] of Object.entries(outOfScope))
      reasons.set(reason, (reasons.get(reason) ?? 0) + n);
  const list = [...reasons].map(([reason, n]) => `- ${count(n)}: ${reason}`).join('\n');
  return [
    table(
      ['script', 'passed', 'failed', 'out of scope'],
      files.map((file) => row(file.name, file.passed, file.failed, excluded(file))),
    ),
    list === '' ? 'Nothing in them is out of scope.' : `Out of scope, by reason:\n\n${list}`,
  ].join('\n\n');
}

function costTable(costs: readonly Cost[]): string {
  const cells = ({ typical, most }: Spread) => [typical, most];
  return table(
    ['opcode', 'instructions', 'at most', 'tokens', 'at most'],
    costs.map(({ name, instructions, tokens }) =>
      row(`\`${name}\``, ...cells(instructions), ...cells(tokens)),
    ),
  );
}
