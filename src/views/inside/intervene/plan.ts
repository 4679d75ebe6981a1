/** What a person wants to change, and where; with what it was before, for undo and redo. */
import { computed, effect, signal } from '@preact/signals';
import type { Intervention } from '../../../protocol/intervene-requests';
import { ask, keepOf, keptOf } from '../channel';

export interface Plan {
  /** The token from which on something is changed; absent where nothing is. */
  readonly position?: number;
  readonly interventions: readonly Intervention[];
}

interface Kept {
  readonly plans: readonly Plan[];
  readonly at: number;
  /** The one that was run last, and for how many tokens. */
  readonly ran?: Ran;
}

export interface Ran {
  readonly position: number;
  readonly interventions: readonly Intervention[];
  readonly tokens: number;
}

/** Tokens of a run at first. */
export const TOKENS = 2000;
/** Changes that can be undone. */
const REMEMBERED = 50;

const NOTHING: Plan = { interventions: [] };
const before = keptOf<Kept>('intervene');
const history = signal({ plans: before.plans ?? [NOTHING], at: before.at ?? 0 });

export const plan = computed(() => history.value.plans[history.value.at] ?? NOTHING);
export const ran = signal<Ran | undefined>(before.ran);
export const canUndo = computed(() => history.value.at > 0);
export const canRedo = computed(() => history.value.at + 1 < history.value.plans.length);
/** Whether what was run is what is planned. */
export const isRan = computed(() => {
  const { position, interventions } = plan.value;
  const last = ran.value;
  return (
    last !== undefined &&
    last.position === position &&
    JSON.stringify(last.interventions) === JSON.stringify(interventions)
  );
});

effect(() => keepOf<Kept>('intervene', { ...history.value, ran: ran.value }));

function become(next: Plan): void {
  const { plans, at } = history.value;
  const kept = [...plans.slice(0, at + 1), next].slice(-REMEMBERED);
  history.value = { plans: kept, at: kept.length - 1 };
}

/** Adds an intervention; the first one decides the token. */
export function add(position: number, intervention: Intervention): void {
  const { position: known = position, interventions } = plan.peek();
  become({ position: known, interventions: [...interventions, intervention] });
}

export function remove(index: number): void {
  const { position, interventions } = plan.peek();
  const left = interventions.filter((_, i) => i !== index);
  become(left.length > 0 ? { position, interventions: left } : NOTHING);
}

/** The same interventions at another token. */
export function moveTo(position: number): void {
  become({ ...plan.peek(), position });
}

export function undo(): void {
  if (canUndo.peek()) history.value = { ...history.peek(), at: history.peek().at - 1 };
}

export function redo(): void {
  if (canRedo.peek()) history.value = { ...history.peek(), at: history.peek().at + 1 };
}

export function run(tokens = TOKENS): void {
  const { position, interventions } = plan.peek();
  if (position !== undefined) ran.value = { position, interventions, tokens };
}

/** Ends the run that is under way: what there is of it stays. */
export async function stop(): Promise<void> {
  const stopped = ran.peek();
  const { tokens } = await ask('stepformer.interveneStop', undefined);
  if (stopped && tokens !== undefined && ran.peek() === stopped)
    ran.value = { ...stopped, tokens: Math.max(1, tokens) };
}

/** Plans something else and runs it. */
export function attempt(position: number, interventions: readonly Intervention[]): void {
  become({ position, interventions });
  run();
}
