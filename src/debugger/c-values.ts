/** C values as a person reads them: one line each, with members, elements and pointees below. */
import { problem } from './errors';
import { formatAddress } from './machine-values';
import type { Place, RemoteObject, Symbols } from './symbols';
import { NO_VALUE, type Node } from './tree';

export interface CContext {
  readonly symbols: Symbols;
  readonly place: Place;
  readonly memory: (address: number, length: number) => Uint8Array;
}

/** A preview names as many members, and a string shows as many bytes. */
const PREVIEW_MEMBERS = 6;
const STRING_BYTES = 200;

const CHARACTER = /^(const |volatile |unsigned |signed )*char$/;

/** The variables of C in scope, those of the function or those of the file. */
export async function cVariables(context: CContext, global: boolean): Promise<Node[]> {
  const all = await context.symbols.declarations(context.place);
  const wanted = all.filter(({ scope }) => (scope === 'global') === global);
  return Promise.all(
    wanted.map(async ({ name, type }) => {
      try {
        const object = await context.symbols.evaluate(name, context.place);
        if (object) return await cNode(context, name, object, name, type);
      } catch {
        // LLDB has no location for a variable that was optimised out.
      }
      return { name, value: NO_VALUE.optimisedOut, type };
    }),
  );
}

/** Evaluates a C expression. Throws a `UserError` that says why it cannot be. */
export async function cEvaluate(context: CContext, expression: string): Promise<Node> {
  await checkNames(context, expression);
  let object: RemoteObject | null;
  try {
    object = await context.symbols.evaluate(expression, context.place);
  } catch (error) {
    throw problem.expression(expression, reasonOf(error));
  }
  if (!object) throw problem.expression(expression, 'it has no value');
  return cNode(context, expression, object, expression);
}

/** Within an expression an optimised-out variable would silently count as some other value. */
async function checkNames({ symbols, place }: CContext, expression: string): Promise<void> {
  const names = new Set(expression.match(/(?<![\w.]|->)[A-Za-z_]\w*/g));
  if (names.size === 0) return;
  for (const { name } of await symbols.declarations(place)) {
    if (!names.has(name)) continue;
    const value = await symbols.evaluate(name, place).catch(() => null);
    if (!value) throw problem.optimisedOut(name);
  }
}

/** The first line of the evaluator's message, without its class and its place in the expression. */
function reasonOf(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/^(Error: )?(EvalError: )?(<expr>:\d+:\d+: )?/, '').replace(/\.$/, '');
}

async function cNode(
  context: CContext,
  name: string,
  object: RemoteObject,
  path: string,
  declared?: string,
): Promise<Node> {
  const type = declared ?? typeOf(object);
  const { objectId, hasChildren, linearMemoryAddress: address } = object;
  const common = {
    name,
    type,
    evaluateName: path,
    memoryReference: address === undefined ? undefined : formatAddress(address),
  };
  if (!hasChildren || objectId === undefined)
    return { ...common, value: object.description ?? String(object.value) };
  const members = await context.symbols.members(objectId);
  if (isPointer(object)) return pointerNode(context, common, members[0], path, type ?? '');
  const elements = object.type === 'array';
  return {
    ...common,
    value: preview(object, members),
    children: () =>
      Promise.all(
        members.map((member) =>
          cNode(
            context,
            elements ? `[${member.name}]` : member.name,
            member.value,
            elements ? `${path}[${member.name}]` : `${path}.${member.name}`,
          ),
        ),
      ),
  };
}

/** The evaluator gives a pointer one member, named by the address, that is what it points to. */
function pointerNode(
  context: CContext,
  common: Pick<Node, 'name' | 'type' | 'evaluateName' | 'memoryReference'>,
  pointee: { name: string; value: RemoteObject } | undefined,
  path: string,
  type: string,
): Node {
  const address = Number(pointee?.name);
  if (!pointee || address === 0 || pointee.value.type === 'null')
    return { ...common, value: address > 0 ? formatAddress(address) : '0x0' };
  const text = CHARACTER.test(type.replace(/ ?\*$/, '')) ? ` ${readString(context, address)}` : '';
  const node: Node = {
    ...common,
    value: `${formatAddress(address)}${text}`,
    memoryReference: formatAddress(address),
  };
  if (/\(\*\)|void \*$/.test(type)) return node;
  return {
    ...node,
    children: async () => {
      const target = pointee.value;
      const single = await cNode(context, `*${common.name}`, target, `*${path}`);
      if (target.type !== 'object' || isPointer(target) || !target.objectId) return [single];
      const members = await context.symbols.members(target.objectId);
      return Promise.all(members.map((m) => cNode(context, m.name, m.value, `${path}->${m.name}`)));
    },
  };
}

const isPointer = (object: RemoteObject) => /\*$|\(\*\)/.test(object.description ?? '');

/** The evaluator describes a plain value by the value, and anything else by its type. */
function typeOf(object: RemoteObject): string | undefined {
  return object.hasChildren ? object.description : undefined;
}

function preview(
  object: RemoteObject,
  members: readonly { name: string; value: RemoteObject }[],
): string {
  const [, element] = /^(.*)\[\d+\]$/.exec(object.description ?? '') ?? [];
  if (element && CHARACTER.test(element)) {
    const bytes = members.map(({ value }) => characterOf(value));
    const end = bytes.indexOf(undefined);
    return JSON.stringify((end < 0 ? bytes : bytes.slice(0, end)).join(''));
  }
  const shown = members.slice(0, PREVIEW_MEMBERS).map(({ name, value }) => {
    const text = value.hasChildren ? '…' : (value.description ?? String(value.value));
    return object.type === 'array' ? text : `${name} = ${text}`;
  });
  if (members.length > shown.length) shown.push('…');
  return `{${shown.join(', ')}}`;
}

/** A character out of its description, which is a C literal; `undefined` for the one that ends a string. */
function characterOf({ description }: RemoteObject): string | undefined {
  const literal = description?.slice(1, -1) ?? '';
  return literal === '\\0' ? undefined : literal;
}

function readString({ memory }: CContext, address: number): string {
  const bytes = memory(address, STRING_BYTES);
  const end = bytes.indexOf(0);
  const text = Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
  return JSON.stringify(text) + (end < 0 ? '…' : '');
}
