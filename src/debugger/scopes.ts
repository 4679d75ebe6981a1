/** The scopes of a frame. */
import type { CContext } from './c-preview';
import { cEvaluate, cVariables } from './c-values';
import type { Debuggee } from './debuggee';
import { problem } from './errors';
import type { Frame } from './frames';
import { operandStack, registers, wasmGlobals, wasmLocals } from './machine-scopes';
import { attention, residualStream } from './model-scopes';
import type { Node } from './tree';

export interface ScopeNode {
  readonly name: string;
  readonly hint?: 'locals' | 'registers';
  /** Not to be opened without being asked. */
  readonly expensive: boolean;
  readonly children: () => Node[] | Promise<Node[]>;
}

/** What C expressions need to be evaluated in a frame; `undefined` where the frame has no C. */
function contextOf(debuggee: Debuggee, frame: Frame, id: number): CContext | undefined {
  const { symbols, map, state } = debuggee;
  if (!symbols || !frame.function || !map.hasLines(frame.function)) return undefined;
  return {
    symbols,
    place: { offset: map.offsetAt(frame.address), frame: id, inlined: frame.inlined?.index ?? 0 },
    memory: state.memory,
  };
}

export function scopesOf(debuggee: Debuggee, frame: Frame, id: number): ScopeNode[] {
  const context = contextOf(debuggee, frame, id);
  const isTop = frame.depth === debuggee.state.callDepth();
  const scopes: (ScopeNode | undefined)[] = [
    context && {
      name: 'Locals',
      hint: 'locals',
      expensive: false,
      children: () => cVariables(context, false),
    },
    {
      name: 'WASM locals',
      hint: context ? undefined : 'locals',
      expensive: context !== undefined,
      children: () => wasmLocals(debuggee, frame),
    },
    { name: 'Operand stack', expensive: false, children: () => operandStack(debuggee, frame) },
    {
      name: 'Globals',
      expensive: true,
      children: async () => [
        ...(context ? await cVariables(context, true) : []),
        ...wasmGlobals(debuggee),
      ],
    },
    {
      name: 'Registers',
      hint: 'registers',
      expensive: false,
      children: () => registers(debuggee, frame),
    },
    // These belong to the last token, not to a frame.
    isTop
      ? { name: 'Residual stream', expensive: true, children: () => residualStream(debuggee) }
      : undefined,
    isTop ? { name: 'Attention', expensive: true, children: () => attention(debuggee) } : undefined,
  ];
  return scopes.filter((scope) => scope !== undefined);
}

/**
 * The value of a C expression in the frame with a DAP id; without C, that of a local or global of the module,
 * with or without its `$`. Throws a `UserError` if it has none.
 */
export async function evaluateIn(
  debuggee: Debuggee,
  id: number,
  expression: string,
): Promise<Node> {
  const frame = debuggee.frames.get(id);
  const context = contextOf(debuggee, frame, id);
  if (context) return cEvaluate(context, expression);
  const name = expression.trim().replace(/^\$/, '');
  const variables = [...wasmLocals(debuggee, frame), ...wasmGlobals(debuggee)];
  const found = variables.find((variable) => variable.name === name);
  if (found) return found;
  throw debuggee.symbols ? problem.noCodeHere() : problem.noSymbols();
}
