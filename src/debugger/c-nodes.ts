/** C values as a person reads and changes them: one line each, with members, elements and pointees below. */
import type { Scope, VariableInformation } from './dwarf/information';
import { type CType, plain, sizeOf, typeName } from './dwarf/types';
import type { Change, Edits } from './edits';
import { problem } from './errors';
import { asOperand } from './expression/as-operand';
import { compileExpression } from './expression/compile';
import { faultMessage } from './expression/errors';
import { condition, evaluator } from './expression/evaluate';
import { EvaluationFault } from './expression/faults';
import { countOf, partsOf, readScalar } from './expression/parts';
import { locate, type MachineNames } from './expression/places';
import { render, renderScalar, type Surroundings } from './expression/render';
import { type Place, placeOf, type Write, writeOf } from './expression/write';
import { formatAddress } from './machine-values';
import type { StoredAt } from './state';
import { NO_VALUE, type Node } from './tree';

/** What C expressions take in a frame. */
export interface CFrame extends Surroundings {
  /** What is in scope; without it only locals and globals of the module have names. */
  readonly scope: Scope | undefined;
  readonly names: MachineNames;
  readonly edits: Edits;
  /** Key of a slot of the frame, or of a global. */
  key(space: 'local' | 'global', slot: number): number;
  /** Slot of the operand stack, over all frames. */
  operand(slot: number): number;
}

/** The variables of the function, or those of the file. */
export function cVariables(frame: CFrame, global: boolean): Node[] {
  const isGlobal = ({ kind }: VariableInformation) => kind === 'global' || kind === 'static';
  const wanted = (frame.scope?.variables ?? []).filter((variable) => isGlobal(variable) === global);
  const parameters = wanted.filter(({ kind }) => kind === 'parameter');
  const others = wanted.filter(({ kind }) => kind !== 'parameter');
  return [...parameters, ...others].map((variable) => variableNode(frame, variable));
}

function variableNode(frame: CFrame, variable: VariableInformation): Node {
  const { name, type } = variable;
  const located = locate(variable, frame.names);
  if (!located) return { name, type: typeName(type), value: NO_VALUE.optimisedOut };
  // By its name a variable in an inner block is meant.
  const isHidden = frame.scope?.variable(name) !== variable;
  const label = isHidden ? `${name} (outer)` : name;
  const path = isHidden ? undefined : name;
  if ('place' in located)
    return placeNode(frame, label, path, type, placeOf(located.place, frame.reader));
  const value = guarded(name, () =>
    renderScalar(type, evaluator(located.code)(frame.reader), frame),
  );
  return { name: label, type: typeName(type), evaluateName: path, value };
}

/** Evaluates an expression. Throws a `UserError` that says why it cannot be. */
export function cEvaluate(frame: CFrame, text: string): Node {
  const compiled = compileExpression(text, frame.scope, frame.names);
  const { type, place, value, range } = compiled;
  if (compiled.assignment) throw problem.onlyInConsole(text);
  try {
    if (range) {
      const [begin, end] = [range.begin, range.end].map((code) =>
        Number(evaluator(code)(frame.reader)),
      );
      return bytesNode(frame, text, begin, end);
    }
    if (place) return placeNode(frame, text, text, type, placeOf(place, frame.reader));
    if (!value) throw problem.expression(text, 'it has no value');
    const result = evaluator(value)(frame.reader);
    return { ...pointeeOf(frame, text, type, result), name: text, type: typeName(type) };
  } catch (error) {
    throw asUserError(text, error);
  }
}

/** Whether a condition holds. Throws a `UserError` as `cEvaluate` does. */
export function cHolds(frame: CFrame, text: string): boolean {
  const { value } = compileExpression(text, frame.scope, frame.names);
  if (!value) throw problem.noCondition(text);
  try {
    return condition(value)(frame.reader);
  } catch (error) {
    throw asUserError(text, error);
  }
}

/** A change, and what is changed, as it is written. */
export interface CAssignment {
  readonly change: Change;
  readonly target: string;
}

/** What an assignment changes; `undefined` if the expression is none. Throws a `UserError` as `cEvaluate` does. */
export function cAssign(frame: CFrame, text: string): CAssignment | undefined {
  const compiled = compileExpression(text, frame.scope, frame.names);
  const { target } = compiled;
  if (target === undefined) return undefined;
  try {
    const write = writeOf(compiled, frame.reader);
    return write && { change: changeOf(frame, write, text), target };
  } catch (error) {
    throw asUserError(text, error);
  }
}

function changeOf(frame: CFrame, write: Write, name: string): Change {
  if (write.kind === 'memory')
    return frame.edits.bytes(write.address, Uint8Array.from(write.bytes), name);
  const { space, slots, words } = write;
  return {
    name,
    edits: slots.map((slot, i) =>
      space === 'operand'
        ? { kind: 'operand', slot: frame.operand(slot), value: words[i] }
        : { kind: 'local', slot: frame.key(space, slot), value: words[i] },
    ),
  };
}

function asUserError(text: string, error: unknown): unknown {
  return error instanceof EvaluationFault ? problem.fault(faultMessage(text, error.reason)) : error;
}

/** What can be read, or why not. */
function guarded(text: string, read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvaluationFault) return `<${faultMessage(text, error.reason)}>`;
    throw error;
  }
}

function placeNode(
  frame: CFrame,
  name: string,
  path: string | undefined,
  type: CType,
  place: Place,
): Node {
  const t = plain(type);
  const common: Node = {
    name,
    type: typeName(type),
    evaluateName: path,
    value: guarded(path ?? name, () => render(type, place, frame)),
    place: storedAt(frame, type, place),
    memoryReference: place.kind === 'memory' ? formatAddress(place.address) : undefined,
    write: path === undefined ? undefined : (text) => assigned(frame, path, text),
  };
  if (t.kind === 'pointer') {
    const value = Number(readScalar(type, place, frame.reader) ?? 0);
    const { children } = pointeeOf(frame, path ?? name, type, value);
    return children ? { ...common, memoryReference: formatAddress(value), children } : common;
  }
  const { indexed, named } = countOf(type);
  const parts = (begin?: number, end?: number) =>
    partsOf(type, place, frame.reader, begin, end).map((part) =>
      placeNode(frame, part.name, path && `${asOperand(path)}${part.step}`, part.type, part.place),
    );
  if (indexed > 0) return { ...common, elements: { length: indexed, read: parts } };
  return named > 0 ? { ...common, children: () => parts() } : common;
}

function assigned(frame: CFrame, path: string, text: string): Change {
  const assignment = cAssign(frame, `${path} = ${text}`);
  if (!assignment) throw problem.notWritable(path);
  return assignment.change;
}

function storedAt(frame: CFrame, type: CType, place: Place): StoredAt | undefined {
  if (place.kind === 'memory')
    return { store: 'memory', address: place.address, length: Math.max(1, sizeOf(type)) };
  if (place.space === 'operand') return undefined;
  const { space, slots } = place;
  return { store: 'locals', address: frame.key(space, slots[0]), length: slots.length };
}

/** A number, or a pointer with what it leads to. */
function pointeeOf(
  frame: CFrame,
  path: string,
  type: CType,
  value: number | bigint,
): Pick<Node, 'value' | 'children' | 'memoryReference'> {
  const shown = guarded(path, () => renderScalar(type, value, frame));
  const t = plain(type);
  const target = t.kind === 'pointer' ? plain(t.to) : undefined;
  const address = Number(value);
  const size = target ? sizeOf(target) : 0;
  if (!target || size === 0 || address === 0 || address + size > frame.reader.memorySize())
    return { value: shown };
  const base = asOperand(path);
  const place: Place = { kind: 'memory', address };
  return {
    value: shown,
    memoryReference: formatAddress(address),
    children: () =>
      target.kind === 'record'
        ? partsOf(target, place, frame.reader).map((part) => {
            const step = part.step.replace(/^\./, '->');
            return placeNode(frame, part.name, `${base}${step}`, part.type, part.place);
          })
        : [placeNode(frame, `*${path}`, `*${base}`, target, place)],
  };
}

/** Bytes of the memory, as hexadecimal numbers. */
function bytesNode({ reader }: CFrame, name: string, begin: number, end: number): Node {
  const last = Math.min(end, reader.memorySize());
  const shown = Array.from({ length: Math.max(0, Math.min(last - begin, SHOWN)) }, (_, i) =>
    reader
      .memory8(begin + i)
      .toString(16)
      .padStart(2, '0'),
  );
  if (last - begin > SHOWN) shown.push('…');
  const place: StoredAt = { store: 'memory', address: begin, length: Math.max(1, last - begin) };
  return {
    name,
    type: `${Math.max(0, last - begin)} bytes`,
    value: shown.join(' '),
    memoryReference: formatAddress(begin),
    place,
  };
}

/** Bytes that are shown in a line. */
const SHOWN = 64;
