/** Judges the commands of a script: which assertions hold, which do not, and which are not about this machine. */
import { BuildError } from '../../src/toolchain/errors';
import type { Module } from '../../src/toolchain/module';
import { toProgram } from '../../src/toolchain/program';
import { drive, readSteps, type Step, wordsOf } from './driver';
import { type Instance, instantiate, OutOfScope } from './linking';
import { isOfLaterProposal, readModule } from './modules';
import type { Action, Command, Definition } from './script';
import type { Transformer } from './transformer';
import {
  agrees,
  isConstant,
  readConstants,
  readExpected,
  show,
  showExpected,
  type Value,
} from './values';

export interface Verdict {
  readonly line: number;
  readonly kind: string;
  readonly outcome: 'passed' | 'failed' | 'out of scope';
  /** Why, where it did not pass. */
  readonly reason?: string;
}

/** A module that cannot be instantiated here, and why. */
interface Absent {
  readonly reason: string;
  readonly outcome: 'failed' | 'out of scope';
}

interface Pending {
  readonly line: number;
  readonly step: Step;
  readonly command: Extract<Command, { kind: 'assert_return' | 'action' }>;
  readonly types: readonly Value['type'][];
}

/** Actions that one program performs at most. */
const BATCH = 400;

export async function judge(
  commands: readonly Command[],
  transformer: Transformer,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const instances = new Map<string, Instance | Absent>();
  const registered = new Map<string, Instance>();
  let current: Instance | Absent = { outcome: 'failed', reason: 'there is no module yet' };
  let pending: Pending[] = [];
  let pendingOn: Instance | undefined;

  const say = (
    line: number,
    kind: string,
    reason?: string,
    outcome: Verdict['outcome'] = 'failed',
  ) =>
    verdicts.push(
      reason === undefined ? { line, kind, outcome: 'passed' } : { line, kind, outcome, reason },
    );

  /** Performs what is pending; where an action ends the run, it and those before it are judged and the rest goes on. */
  const flush = async (): Promise<void> => {
    const instance = pendingOn;
    while (instance && pending.length > 0) {
      const batch = pending.slice(0, BATCH);
      const { world } = instance;
      const before = world.hasState ? world.done : [];
      const steps = [...before, ...batch.map(({ step }) => step)];
      const { output, end } = await transformer.run(await drive(world.lowered, steps));
      const read = readSteps(output, steps).slice(before.length);
      // An action that leaves nothing writes nothing: then only the end says how far the run came.
      const finished = end === 'exit' ? batch.length : firstUnfinished(batch, read);
      for (const [i, { line, command, types }] of batch.slice(0, finished).entries())
        await judgeResults(line, command, types, read[i]);
      world.done.push(...batch.slice(0, finished).map(({ step }) => step));
      if (finished < batch.length) {
        const { line, command } = batch[finished];
        if (command.kind !== 'action' || end !== 'exit') say(line, command.kind, `ended: ${end}`);
      }
      pending = pending.slice(finished < batch.length ? finished + 1 : finished);
    }
    pending = [];
  };

  const judgeResults = async (
    line: number,
    command: Pending['command'],
    types: readonly Value['type'][],
    words: readonly number[],
  ) => {
    if (command.kind === 'action') return;
    const expected = await readExpected(command.results);
    let at = 0;
    const values = types.map((type): Value => {
      const from = at;
      at += wordsOf([type]);
      return { type, words: words.slice(from, at) };
    });
    const right =
      expected.length === values.length && expected.every((e, i) => agrees(values[i], e));
    say(
      line,
      command.kind,
      right
        ? undefined
        : `${command.action.field} gave ${values.map(show).join(', ') || 'nothing'}, not ${expected.map(showExpected).join(', ') || 'nothing'}`,
    );
  };

  const make = async (definition: Definition, tentative = false): Promise<Instance | Absent> => {
    try {
      return instantiate(await readModule(definition.source), registered, tentative);
    } catch (error) {
      if (error instanceof OutOfScope) return { reason: error.message, outcome: 'out of scope' };
      if (error instanceof BuildError) return { reason: error.message, outcome: 'failed' };
      throw error;
    }
  };

  const subject = (action: Action): Instance | Absent =>
    action.module === undefined
      ? current
      : (instances.get(action.module) ?? {
          outcome: 'failed',
          reason: `there is no module ${action.module}`,
        });

  /** How a module alone ends: its start function and segments. */
  const start = async (instance: Instance) =>
    (await transformer.run(await drive(instance.world.lowered, []))).end;

  const refusal = async (definition: Definition): Promise<string | undefined> => {
    try {
      await readModule(definition.source);
      return undefined;
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      return error.message;
    }
  };

  await readConstants(constantsOf(commands));
  for (const command of commands) {
    const { line, kind } = command;
    switch (command.kind) {
      case 'module': {
        await flush();
        current = await make(command.definition);
        if (command.definition.name) instances.set(command.definition.name, current);
        if ('reason' in current) say(line, kind, current.reason, current.outcome);
        break;
      }
      case 'register': {
        const named = command.module === undefined ? current : instances.get(command.module);
        if (named && !('reason' in named)) registered.set(command.as, named);
        else say(line, kind, named?.reason ?? 'there is no such module', named?.outcome);
        break;
      }
      case 'assert_return':
      case 'action': {
        const instance = subject(command.action);
        if ('reason' in instance) {
          if (command.kind === 'assert_return') say(line, kind, instance.reason, instance.outcome);
          break;
        }
        if (pendingOn !== instance) {
          await flush();
          pendingOn = instance;
        }
        const found = await stepOf(instance, command.action);
        if (typeof found === 'string') say(line, kind, found);
        else pending.push({ line, command, ...found });
        break;
      }
      case 'assert_trap':
      case 'assert_exhaustion': {
        const instance = command.action
          ? subject(command.action)
          : await make(command.definition as Definition, true);
        if ('reason' in instance) {
          say(line, kind, instance.reason, instance.outcome);
          break;
        }
        await flush();
        const { world } = instance;
        const steps = world.hasState ? [...world.done] : [];
        if (command.action) {
          const found = await stepOf(instance, command.action);
          if (typeof found === 'string') {
            say(line, kind, found);
            break;
          }
          steps.push(found.step);
        }
        const { end } = await transformer.run(await drive(world.lowered, steps));
        const right = meansTrap(command.message, end);
        say(line, kind, right ? undefined : `ended: ${end}, not ${command.message}`);
        break;
      }
      case 'assert_invalid':
      case 'assert_malformed': {
        if ((await refusal(command.definition)) !== undefined) say(line, kind);
        else if (await isOfLaterProposal(command.definition.source))
          say(line, kind, 'valid since a later proposal that the machine has', 'out of scope');
        else say(line, kind, `accepted, but it is not right: ${command.message}`);
        break;
      }
      case 'assert_unlinkable': {
        const instance = await make(command.definition, true);
        if ('reason' in instance) {
          say(line, kind);
          break;
        }
        const unlinked = unlinkable(instance.world.lowered);
        const end = unlinked ?? (await start(instance));
        say(line, kind, end === 'exit' ? `linked, but: ${command.message}` : undefined);
        break;
      }
      case 'unknown':
        say(line, command.name, 'a command that this runner does not know', 'out of scope');
    }
  }
  await flush();
  return verdicts.sort((a, b) => a.line - b.line);
}

function constantsOf(commands: readonly Command[]): string[] {
  return commands.flatMap((command) => [
    ...('action' in command ? (command.action?.operands ?? []) : []),
    ...(command.kind === 'assert_return' ? command.results.filter(isConstant) : []),
  ]);
}

function unlinkable(module: Module): string | undefined {
  try {
    toProgram({ ...module, exports: [], start: 0 });
    return undefined;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return error.message;
  }
}

/** The first action of a batch that cannot have come to its end. */
function firstUnfinished(batch: readonly Pending[], read: readonly number[][]): number {
  const incomplete = batch.findIndex(({ step }, i) => read[i].length < step.words);
  const limit = incomplete < 0 ? batch.length : incomplete;
  // Of actions without results just before it, the first may as well be the one; they are tried one by one.
  let first = limit;
  while (first > 0 && batch[first - 1].step.words === 0) first--;
  return first;
}

async function stepOf(
  { world: { module, lowered }, exports, functions, globals }: Instance,
  { kind, field, operands }: Action,
): Promise<{ step: Step; types: readonly Value['type'][] } | string> {
  const wanted = kind === 'invoke' ? 'function' : 'global';
  const found = exports.find((e) => e.name === field && e.kind === wanted);
  if (!found) return `the module exports no ${wanted} "${field}"`;
  if (kind === 'get') {
    const { type, slots } = lowered.globalVariables[globals[found.index]];
    return {
      types: [type],
      step: { kind, indexes: slots, operands: [], words: slots.length },
    };
  }
  const { params, results } = module.types[module.functions[functions[found.index]].type];
  const values = await readConstants(operands);
  if (values.map(({ type }) => type).join() !== params.join())
    return `"${field}" takes ${params.join(', ') || 'nothing'}`;
  const step = {
    kind,
    indexes: [functions[found.index]],
    operands: values,
    words: wordsOf(results),
  };
  return { step, types: results };
}

/** The scripts' words for a trap begin with those of the specification, or are these older ones. */
const OLDER: Readonly<Record<string, string>> = {
  'undefined element': 'uninitialized element',
  'indirect call signature mismatch': 'indirect call type mismatch',
  'elements segment does not fit': 'out of bounds table access',
  'data segment does not fit': 'out of bounds memory access',
  'memory access out of bounds': 'out of bounds memory access',
};

function meansTrap(message: string, end: string): boolean {
  const means = (words: string) => words.startsWith(end) || end.startsWith(words);
  if (message === '') return end !== 'exit';
  return (
    means(message) ||
    Object.entries(OLDER).some(([old, now]) => message.startsWith(old) && end === now)
  );
}
