/** C values as a person reads them: one line each, with members, elements and pointees below. */

import { type CContext, follow, isPointer, preview } from './c-preview';
import { problem } from './errors';
import { asOperand } from './expression/as-operand';
import { formatAddress } from './machine-values';
import type { RemoteObject } from './symbols';
import { NO_VALUE, type Node } from './tree';

/** Pointers that lead to nothing that has a value: to functions, and without a type. */
const UNTYPED = /\(\*\)|\bvoid \*$/;

/** The variables of C in scope, those of the function or those of the file. */
export async function cVariables(context: CContext, global: boolean): Promise<Node[]> {
  const all = await context.symbols.declarations(context.place);
  const wanted = global
    ? all.filter(({ scope }) => scope === 'global')
    : ['parameter', 'local'].flatMap((kind) => all.filter(({ scope }) => scope === kind));
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
  const reason = line.replace(/^(Error: )?(EvalError: )?(<expr>:\d+:\d+: )?/, '');
  return reason === 'parent is NULL'
    ? 'it reads through a null pointer'
    : reason.replace(/\.$/, '');
}

async function cNode(
  context: CContext,
  name: string,
  object: RemoteObject,
  path: string,
  declared?: string,
): Promise<Node> {
  const type = declared ?? (object.hasChildren ? object.description : undefined);
  const address = object.linearMemoryAddress;
  const common = {
    name,
    type,
    evaluateName: path,
    memoryReference: address === undefined ? undefined : formatAddress(address),
    value: await preview(context, object),
  };
  const { objectId } = object;
  if (!object.hasChildren || objectId === undefined) return common;
  if (isPointer(object)) return pointerNode(context, common, objectId);
  const base = asOperand(path);
  return {
    ...common,
    children: async () => {
      const members = await context.symbols.members(objectId);
      return Promise.all(
        members.map((member) => {
          const step = object.type === 'array' ? `[${member.name}]` : `.${member.name}`;
          const label = step.replace(/^\./, '');
          return cNode(context, label, member.value, `${base}${step}`);
        }),
      );
    },
  };
}

/** A pointer to a struct shows the struct's members, any other what it points to. */
async function pointerNode(context: CContext, node: Node, objectId: string): Promise<Node> {
  const { address, pointee } = await follow(context, objectId);
  if (!pointee || UNTYPED.test(node.type ?? '')) return node;
  const path = asOperand(node.evaluateName ?? node.name);
  return {
    ...node,
    memoryReference: formatAddress(address),
    children: async () => {
      if (pointee.type !== 'object' || isPointer(pointee) || !pointee.objectId)
        return [await cNode(context, `*${node.name}`, pointee, `*${path}`)];
      const members = await context.symbols.members(pointee.objectId);
      return Promise.all(members.map((m) => cNode(context, m.name, m.value, `${path}->${m.name}`)));
    },
  };
}
