/** The scopes that show the transformer: its residual stream and what its heads attended to. */
import type { Attention } from '../executor/executor';
import { placeOf } from './inside/place';
import type { Stopped } from './stopped';
import type { Node } from './tree';

/** Layers → moments → named slots. */
export function residualStream({ context }: Stopped): Node[] {
  const { layers, dModel } = context.model;
  return layers.map(({ slots }, l) => ({
    name: `layer ${l}`,
    value: `${dModel} slots`,
    children: () =>
      [
        { name: 'when it begins', slots: slots[0], read: () => context.residual(l) },
        { name: 'after attention', slots: slots[1], read: () => context.residual(l, true) },
        { name: 'after feed-forward', slots: slots[2], read: () => context.residual(l + 1) },
      ].map((moment) => ({
        name: moment.name,
        value: `${moment.slots.filter((slot) => slot !== '').length} slots in use`,
        children: () => slotNodes(moment.slots, moment.read()),
      })),
  }));
}

function slotNodes(slots: readonly string[], residual: Float64Array): Node[] {
  return slots.flatMap((slot, i) =>
    slot === '' ? [] : [{ name: `${i} ${slot}`, value: String(residual[i]) }],
  );
}

/** Layers → heads → query, winner, runner-up, value. */
export function attention(stopped: Stopped): Node[] {
  const { context } = stopped;
  return context.model.layers.map(({ heads }, l) => ({
    name: `layer ${l}`,
    value: `${heads.length} heads`,
    children: () =>
      heads.map((head, h) => {
        const seen = context.attend(l, h);
        return {
          name: head.name,
          type: head.purpose,
          value: `reads ${tokenAt(stopped, seen.winner)}`,
          children: () => headNodes(stopped, head.values, seen),
        };
      }),
  }));
}

function headNodes(
  stopped: Stopped,
  names: readonly [string, string],
  { query, key, score, winner, runnerUp, value }: Attention,
): Node[] {
  const pair = ([x, y]: readonly [number, number]) => `(${x}, ${y})`;
  return [
    { name: 'query', value: pair(query) },
    { name: 'winner', value: describeToken(stopped, winner) },
    { name: 'key', value: pair(key) },
    { name: 'score', value: String(score) },
    ...(runnerUp
      ? [
          { name: 'runner-up', value: describeToken(stopped, runnerUp.position) },
          { name: 'margin', value: String(score - runnerUp.score) },
        ]
      : []),
    ...value.map((number, i) => ({
      name: names[i] ? `value: ${names[i]}` : `value ${i}`,
      value: String(number),
    })),
  ];
}

function tokenAt({ context }: Stopped, position: number): string {
  return `"${context.model.tokens[context.token(position)].text}" at ${position}`;
}

/** A token, and the instruction that it belongs to with its C line. */
function describeToken(stopped: Stopped, position: number): string {
  const { by, instruction } = placeOf(stopped, position);
  const token = tokenAt(stopped, position);
  if (!instruction) return token;
  const where = instruction.line ? `, line ${instruction.line}` : '';
  const part = by === 'prompt' ? 'prompt' : 'run';
  return `${token} (${part}: ${instruction.text} in ${instruction.function}${where})`;
}
