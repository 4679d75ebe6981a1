/** The scopes of a frame. */
import { type CAssignment, type CFrame, cAssign, cEvaluate, cVariables } from './c-nodes';
import type { CContext } from './c-preview';
import * as others from './c-values';
import type { Debuggee } from './debuggee';
import { createFrameReader } from './frame-reader';
import type { Frame } from './frames';
import { operandStack, registers, wasmGlobals, wasmLocals } from './machine-scopes';
import { attention, residualStream } from './model-scopes';
import { returnValue } from './return-value';
import type { Node } from './tree';

export interface ScopeNode {
  readonly name: string;
  readonly hint?: 'locals' | 'registers';
  /** Not to be opened without being asked. */
  readonly expensive: boolean;
  readonly children: () => readonly Node[] | Promise<readonly Node[]>;
}

/** Languages whose values are read by the rules of C. */
const C_FILE = /\.[chi]$/i;

/** What C expressions take in a frame; without C there, names of the module. */
export function cFrame(debuggee: Debuggee, frame: Frame): CFrame {
  const { map, state, context, information, table, edits } = debuggee;
  const { program } = map;
  const f = frame.function;
  const file = map.lineAt(frame.address)?.file;
  const knowsC = f && map.hasLines(f) && file !== undefined && C_FILE.test(file);
  const offset = map.offsetAt(frame.address);
  return {
    scope: knowsC ? information?.scopeAt(offset, frame.inlined?.index ?? 0) : undefined,
    names: {
      locals: f?.locals ?? [],
      globals: program.globals,
      functionPointer: table.pointerTo,
    },
    reader: createFrameReader(map, state, context, frame),
    table,
    edits,
    key: (space, slot) => (space === 'local' ? frame.depth * program.frameSize : 0) + slot,
    operand: (slot) => frame.operands[0] + slot,
  };
}

/** What expressions of another language with debug information need; `undefined` where the frame has none. */
function otherLanguage(debuggee: Debuggee, frame: Frame, id: number): CContext | undefined {
  const { symbols, map, state } = debuggee;
  if (!symbols || !frame.function || !map.hasLines(frame.function)) return undefined;
  return {
    symbols,
    place: { offset: map.offsetAt(frame.address), frame: id, inlined: frame.inlined?.index ?? 0 },
    memory: state.memory,
  };
}

export function scopesOf(debuggee: Debuggee, frame: Frame, id: number): ScopeNode[] {
  const c = cFrame(debuggee, frame);
  const other = c.scope ? undefined : otherLanguage(debuggee, frame, id);
  const variables = async (global: boolean) => {
    if (c.scope) return cVariables(c, global);
    return other ? others.cVariables(other, global) : [];
  };
  const isTop = frame.depth === debuggee.state.callDepth();
  const hasSource = c.scope !== undefined || other !== undefined;
  const scopes: (ScopeNode | undefined)[] = [
    hasSource
      ? {
          name: 'Locals',
          hint: 'locals',
          expensive: false,
          children: async () => [
            ...(isTop ? returnValue(debuggee, c) : []),
            ...(await variables(false)),
          ],
        }
      : undefined,
    {
      name: 'WASM locals',
      hint: hasSource ? undefined : 'locals',
      expensive: hasSource,
      children: () => wasmLocals(debuggee, frame),
    },
    { name: 'Operand stack', expensive: false, children: () => operandStack(debuggee, frame) },
    {
      name: 'Globals',
      expensive: true,
      children: async () => [...(await variables(true)), ...wasmGlobals(debuggee)],
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
    debuggee.table.entries.length > 0
      ? {
          name: 'Function table',
          expensive: true,
          children: () =>
            debuggee.table.entries.map(([pointer, value]) => ({ name: `[${pointer}]`, value })),
        }
      : undefined,
  ];
  return scopes.filter((scope) => scope !== undefined);
}

/**
 * The value of an expression in the frame with a DAP id; without C, that of a local or global of the module, with or
 * without its `$`. Throws a `UserError` if it has none.
 */
export async function evaluateIn(debuggee: Debuggee, id: number, text: string): Promise<Node> {
  const frame = debuggee.frames.get(id);
  const c = cFrame(debuggee, frame);
  const other = c.scope ? undefined : otherLanguage(debuggee, frame, id);
  if (other && !text.trim().startsWith('$')) return others.cEvaluate(other, text);
  const name = text.trim();
  const variables = c.scope ? [] : [...wasmLocals(debuggee, frame), ...wasmGlobals(debuggee)];
  return variables.find((v) => v.name === name || `$${v.name}` === name) ?? cEvaluate(c, text);
}

/** What an assignment changes; `undefined` for an expression that is none. */
export function assignmentIn(
  debuggee: Debuggee,
  id: number,
  text: string,
): CAssignment | undefined {
  // Compiling what is plainly none would only find other mistakes in it.
  if (!/(^|[^=!<>])=(?!=)|<<=|>>=|\+\+|--/.test(text)) return undefined;
  return cAssign(cFrame(debuggee, debuggee.frames.get(id)), text);
}
