/** Judges the commands of a script: which assertions hold, which do not, and which are not about this machine. */
import { BuildError } from '../../src/toolchain/errors';
import { UnsupportedFeature } from '../../src/toolchain/features';
import { memoriesOf, OutOfScope } from './assemble';
import { HOST_MODULE } from './host-module';
import { isOfLaterProposal, readModule } from './modules';
import { type Deed, misfit, type Performed, perform } from './perform';
import type { Action, Command, Definition } from './script';
import { allocate, copyStore, createStore, type Instance, type Item, type Store } from './store';
import type { Transformer } from './transformer';
import {
  agrees,
  isConstant,
  isNumber,
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

/** What there is instead of a module or a run, and why. */
interface Absent {
  readonly reason: string;
  readonly outcome: 'failed' | 'out of scope';
  /** Whether the toolchain refused it, as it should refuse what is wrong. */
  readonly refused?: boolean;
}

interface Pending {
  readonly line: number;
  readonly deed: Deed;
  readonly command: Extract<Command, { kind: 'assert_return' | 'action' }>;
}

/** Actions that one program performs at most. */
const BATCH = 400;

export async function judge(
  commands: readonly Command[],
  transformer: Transformer,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const instances = new Map<string, Instance | Absent>();
  const created = createStore();
  let store: Store = created.store;
  const registered = new Map<string, Instance>([[HOST_MODULE, created.host]]);
  let current: Instance | Absent = { outcome: 'failed', reason: 'there is no module yet' };
  let pending: Pending[] = [];

  const say = (
    line: number,
    kind: string,
    reason?: string,
    outcome: Verdict['outcome'] = 'failed',
  ) =>
    verdicts.push(
      reason === undefined ? { line, kind, outcome: 'passed' } : { line, kind, outcome, reason },
    );

  /** What is refused, cannot be said of one program or breaks becomes a reason. */
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | Absent> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof OutOfScope) return { reason: error.message, outcome: 'out of scope' };
      if (error instanceof UnsupportedFeature)
        return { reason: `uses ${error.feature}`, outcome: 'out of scope', refused: true };
      const { message: reason } = error as Error;
      return { reason, outcome: 'failed', refused: error instanceof BuildError };
    }
  };

  /** Performs what is pending; where an action ends the run, it fails and those behind it are performed next. */
  const flush = async (): Promise<void> => {
    while (pending.length > 0) {
      const batch = pending;
      const performed = await attempt(() =>
        perform(
          transformer,
          store,
          batch.map(({ deed }) => deed),
        ),
      );
      if ('reason' in performed) {
        for (const { line, command } of batch)
          say(line, command.kind, performed.reason, performed.outcome);
        pending = [];
        return;
      }
      const { results, end } = performed;
      for (const [i, values] of results.entries()) await judgeResults(batch[i], values);
      if (results.length < batch.length) {
        const { line, command } = batch[results.length];
        say(line, command.kind, `ended: ${end}`);
      }
      pending = batch.slice(results.length + 1);
    }
  };

  const judgeResults = async ({ line, command }: Pending, values: readonly Value[]) => {
    if (command.kind === 'action') return;
    const expected = await readExpected(command.results);
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

  /** Instantiates a module. `end` is `exit`, or the trap; a module whose segments do not fit leaves nothing behind. */
  const make = (definition: Definition) =>
    attempt(async (): Promise<{ instance: Instance; end: string }> => {
      const module = await readModule(definition.source);
      const next = copyStore(store);
      const instance = allocate(next, module, registered);
      const trap = misfit(next, changedBy(store, next));
      if (trap) return { instance, end: trap };
      store = next;
      if (instance.start === undefined) return { instance, end: 'exit' };
      return { instance, end: (await perform(transformer, store, [], instance.start)).end };
    });

  const subject = (action: Action): Instance | Absent =>
    action.module === undefined
      ? current
      : (instances.get(action.module) ?? {
          outcome: 'failed',
          reason: `there is no module ${action.module}`,
        });

  const deedOf = async (action: Action): Promise<Deed | Absent> => {
    const instance = subject(action);
    return 'reason' in instance ? instance : findDeed(store, instance, action);
  };

  await readConstants(constantsOf(commands).filter(isNumber));
  for (const command of commands) {
    const { line, kind } = command;
    if (constantsOf([command]).some((constant) => !isNumber(constant))) {
      say(line, kind, 'uses values that are no numbers', 'out of scope');
      continue;
    }
    if (command.kind !== 'assert_return' && command.kind !== 'action') await flush();
    switch (command.kind) {
      case 'module': {
        const made = await make(command.definition);
        if ('reason' in made) current = made;
        else if (made.end !== 'exit')
          current = { reason: `it ended at its start: ${made.end}`, outcome: 'failed' };
        else current = made.instance;
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
        const deed = await deedOf(command.action);
        if ('reason' in deed) {
          say(line, kind, deed.reason, deed.outcome);
          break;
        }
        const items = [...pending.map((p) => p.deed.item), deed.item];
        if (pending.length >= BATCH || memoriesOf(store, items) > 1) await flush();
        pending.push({ line, command, deed });
        break;
      }
      case 'assert_trap':
      case 'assert_exhaustion': {
        const ended = await endOf(command);
        if ('reason' in ended) say(line, kind, ended.reason, ended.outcome);
        else {
          const right = meansTrap(command.message, ended.end);
          say(line, kind, right ? undefined : `ended: ${ended.end}, not ${command.message}`);
        }
        break;
      }
      case 'assert_invalid':
      case 'assert_malformed': {
        const read = await attempt(() => readModule(command.definition.source));
        if ('reason' in read) say(line, kind, read.refused ? undefined : read.reason);
        else if (await isOfLaterProposal(command.definition.source))
          say(line, kind, 'valid since a later proposal that the machine has', 'out of scope');
        else say(line, kind, `accepted, but it is not right: ${command.message}`);
        break;
      }
      case 'assert_unlinkable': {
        const made = await make(command.definition);
        if ('end' in made && made.end === 'exit')
          say(line, kind, `linked, but: ${command.message}`);
        else if ('reason' in made && (!made.refused || made.outcome === 'out of scope'))
          say(line, kind, made.reason, made.outcome);
        else say(line, kind);
        break;
      }
      case 'unknown':
        say(line, command.name, 'a command that this runner does not know', 'out of scope');
    }
  }
  await flush();
  return verdicts.sort((a, b) => a.line - b.line);

  async function endOf({
    action,
    definition,
  }: Extract<Command, { kind: 'assert_trap' | 'assert_exhaustion' }>): Promise<
    Pick<Performed, 'end'> | Absent
  > {
    if (!action) return make(definition as Definition);
    const deed = await deedOf(action);
    return 'reason' in deed ? deed : attempt(() => perform(transformer, store, [deed]));
  }
}

/** The tables and memories that are new or that something was added to. */
function changedBy(before: Store, after: Store): Item[] {
  const changed = (kind: 'table' | 'memory'): Item[] => {
    const parts =
      kind === 'table'
        ? after.tables.map(({ elements }, i) => elements !== before.tables[i]?.elements)
        : after.memories.map(({ segments }, i) => segments !== before.memories[i]?.segments);
    return parts.flatMap((is, address) => (is ? [{ kind, address }] : []));
  };
  return [...changed('table'), ...changed('memory')];
}

function constantsOf(commands: readonly Command[]): string[] {
  return commands.flatMap((command) => [
    ...('action' in command ? (command.action?.operands ?? []) : []),
    ...(command.kind === 'assert_return' ? command.results.filter(isConstant) : []),
  ]);
}

async function findDeed(
  store: Store,
  { exports }: Instance,
  { kind, field, operands }: Action,
): Promise<Deed | Absent> {
  const failed = (reason: string): Absent => ({ reason, outcome: 'failed' });
  const wanted = kind === 'invoke' ? 'function' : 'global';
  const item = exports.get(field);
  if (item?.kind !== wanted) return failed(`the module exports no ${wanted} "${field}"`);
  if (kind === 'get') return { item, operands: [], types: [store.globals[item.address].type] };
  const { params, results } = store.types[store.functions[item.address].type];
  const values = await readConstants(operands);
  if (values.map(({ type }) => type).join() !== params.join())
    return failed(`"${field}" takes ${params.join(', ') || 'nothing'}`);
  return { item, operands: values, types: results };
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
