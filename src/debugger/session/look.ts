/** Requests that look at what there is where the program stands. */
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { completionsIn } from '../completions';
import { problem } from '../errors';
import { withOrigin } from '../inside/origin-nodes';
import { assignmentIn, evaluateIn, scopesOf } from '../scopes';
import type { Node } from '../tree';
import { LONGEST, type Place } from './data-id';
import type { Desk, Handlers } from './desk';
import { toAddress, toSource, toStackFrame, toTrap } from './translate';

export function lookRequests(desk: Desk): Handlers {
  return {
    stackTrace({ startFrame = 0, levels }: Dap.StackTraceArguments) {
      const { halt, map } = desk.stopped();
      const end = levels ? startFrame + levels : undefined;
      return {
        stackFrames: halt.frames
          .slice(startFrame, end)
          .map(({ id, frame }) => desk.counted(toStackFrame(map, id, frame))),
        totalFrames: halt.frames.length,
      };
    },
    scopes({ frameId }: Dap.ScopesArguments) {
      const debuggee = desk.stopped();
      const scopes = scopesOf(debuggee, debuggee.frames.get(frameId), frameId);
      return {
        scopes: scopes.map(({ name, hint, expensive, children }) => ({
          name,
          presentationHint: hint,
          expensive,
          variablesReference: desk.variables.create({ name, value: '', children }),
        })),
      };
    },
    async variables(args: Dap.VariablesArguments) {
      const { variablesReference, start = 0, count, filter } = args;
      desk.stopped();
      const parent = desk.variables.get(variablesReference);
      if (parent.elements) {
        if (filter === 'named') return { variables: [] };
        const { length } = parent.elements;
        const end = count ? Math.min(length, start + count) : length;
        const nodes = await parent.elements.read(start, end);
        return { variables: nodes.map((node) => toVariable(desk, node)) };
      }
      const nodes = (await parent.children?.()) ?? [];
      const end = count ? start + count : undefined;
      return { variables: nodes.slice(start, end).map((node) => toVariable(desk, node)) };
    },
    async evaluate({ expression, frameId, context }: Dap.EvaluateArguments) {
      const { typed } = desk.program();
      // While the program runs, the console is its terminal.
      if (context === 'repl' && !desk.isStopped && typed && !desk.terminal) {
        typed.type(expression);
        return { result: '', variablesReference: 0 };
      }
      const debuggee = desk.stopped();
      const id = desk.frameOf(frameId);
      // What is looked at again and again changes nothing.
      const assignment = context === 'repl' ? assignmentIn(debuggee, id, expression) : undefined;
      const node = assignment
        ? await desk.change(assignment.change, () => evaluateIn(debuggee, id, assignment.target))
        : await evaluateIn(debuggee, id, expression);
      const shown = context === 'hover' ? withOrigin(debuggee, node) : node;
      const { name: _, value, ...rest } = toVariable(desk, shown);
      return { result: value, ...rest };
    },
    completions({ text, column, frameId }: Dap.CompletionsArguments) {
      if (!desk.isStopped) return { targets: [] };
      const typed = text.slice(0, column - desk.client.firstColumn);
      const found = completionsIn(desk.stopped(), desk.frameOf(frameId), typed);
      return { targets: found.map(({ label, kind }) => ({ label, type: kind })) };
    },
    exceptionInfo() {
      const { map, halt } = desk.stopped();
      const { stop } = halt;
      if (stop.kind !== 'trap') return { exceptionId: 'none', breakMode: 'never' };
      const { trap, where } = toTrap(map, stop);
      return { exceptionId: trap, description: `${trap} ${where}`, breakMode: 'always' };
    },
    modules() {
      const { map, symbols } = desk.program();
      const { program, files } = desk.configuration;
      const file = path.resolve(program ?? files?.[0] ?? '');
      const { module } = map.program;
      return {
        modules: [
          {
            id: 1,
            name: path.basename(file),
            path: file,
            isUserCode: true,
            symbolStatus: symbols ? 'debug information' : 'no debug information',
            addressRange: `${module.length} bytes`,
          },
        ],
        totalModules: 1,
      };
    },
    loadedSources: () => ({ sources: desk.program().map.lines.files.map(toSource) }),
  };
}

export function toVariable(desk: Desk, node: Node): Dap.Variable {
  const { name, value, type, evaluateName, memoryReference, children, elements, write } = node;
  return {
    name,
    value,
    type,
    evaluateName,
    memoryReference,
    indexedVariables: elements?.length,
    namedVariables: elements && 0,
    presentationHint: write ? undefined : { attributes: ['readOnly'] },
    variablesReference: children || elements ? desk.variables.create(node) : 0,
  };
}

/** An entry of what a handle stands for. Throws a `UserError` if there is none of that name. */
export async function childOf(desk: Desk, reference: number, name: string): Promise<Node> {
  desk.stopped();
  const { children, elements } = desk.variables.get(reference);
  const index = Number(/^\[(\d+)\]$/.exec(name)?.[1] ?? Number.NaN);
  const nodes =
    elements && index < elements.length
      ? await elements.read(index, index + 1)
      : ((await children?.()) ?? []);
  const found = nodes.find((node) => node.name === name);
  if (!found) throw problem.noVariable(name);
  return found;
}

/** Where a value lies that a data breakpoint is to watch; `undefined` if it lies nowhere. */
export async function whereIs(
  desk: Desk,
  { name, variablesReference, frameId, asAddress, bytes }: Dap.DataBreakpointInfoArguments,
): Promise<Place | undefined> {
  const debuggee = desk.stopped();
  if (asAddress) {
    const address = toAddress(name);
    const length = Math.min(bytes ?? 1, LONGEST);
    if (address < 0 || address + length > debuggee.state.memorySize())
      throw problem.outsideMemory();
    return { store: 'memory', address, length, name: `${length} bytes at ${name}` };
  }
  const id = desk.frameOf(frameId);
  const node =
    variablesReference === undefined
      ? await evaluateIn(debuggee, id, name)
      : await childOf(desk, variablesReference, name);
  const label = node.evaluateName ?? node.name;
  return node.place && { ...node.place, length: Math.min(node.place.length, LONGEST), name: label };
}
