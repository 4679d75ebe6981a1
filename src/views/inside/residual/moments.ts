/** The moments of a forward pass, and what is looked at in them. */
import type { Moment, ResidualMoment } from '../../../protocol/residual-requests';

/** A cell of the heat map: the number of a moment, and a slot. */
export interface Cell {
  readonly moment: number;
  readonly slot: number;
}

export const momentName = ({ layer, part }: Moment): string =>
  part === 'embedding' ? 'embedding' : `L${layer} ${part}`;

export const neuronName = (layer: number, neuron: number): string => `L${layer}N${neuron}`;

/** As short as an axis needs it. */
export const momentMark = ({ layer, part }: Moment): string =>
  part === 'embedding' ? 'E' : `${layer}${part === 'attention' ? 'A' : 'F'}`;

/** The moment that a selection of a layer means: what the layer has made of the stream. */
export function momentOf(
  moments: readonly Moment[],
  layer: number | undefined,
  part: Moment['part'],
): number {
  if (layer === undefined) return moments.length - 1;
  const found = moments.findIndex((moment) => moment.layer === layer && moment.part === part);
  return found < 0 ? moments.length - 1 : found;
}

/** Moments at which a slot was written. */
export const writesOf = (moments: readonly ResidualMoment[], slot: number): number[] =>
  moments.flatMap(({ written }, moment) => (written.includes(slot) ? [moment] : []));

/** The cell next to one in the direction of a key, where that is a key of the heat map. */
export function moved(
  { moment, slot }: Cell,
  key: string,
  { moments, slots, across }: { moments: number; slots: number; across: 'slots' | 'moments' },
): Cell | undefined {
  const [slotStep, momentStep] = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    PageUp: [0, -10],
    PageDown: [0, 10],
    Home: [Number.NEGATIVE_INFINITY, 0],
    End: [Number.POSITIVE_INFINITY, 0],
  }[key] ?? [0, 0];
  if (slotStep === 0 && momentStep === 0) return undefined;
  const within = (at: number, count: number) => Math.min(Math.max(at, 0), count - 1);
  return across === 'slots'
    ? { moment: within(moment + momentStep, moments), slot: within(slot + slotStep, slots) }
    : { moment: within(moment + slotStep, moments), slot: within(slot + momentStep, slots) };
}
