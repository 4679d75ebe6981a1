/** Experiments that are made for the program at hand: each was tried, and makes a difference at once. */
import type { Change } from '../../../model/intervention';
import type { Lookup } from '../../../model/model';
import type { Experiment, Intervention } from '../../../protocol/intervene-requests';
import type { Stopped } from '../../stopped';
import type { Transformer } from '../../transformer';
import { logitsOf, ranked } from '../lens';
import { writerOf } from '../place';
import { lesson } from './lessons';
import { changeOf } from './resolve';

/** Tokens that are tried, from the latest back. */
const TRIED = 300;
/** Tokens among which those of the person's own code are looked for, behind the last of these. */
const STRETCH = 4000;
/** Tokens within which a difference counts as one at once. */
const SOON = 12;
/** Lookups by the names of the model, in the order in which they are tried. */
const READERS = ['locals', 'stack', 'memory 0', 'returns'];
/** Milliseconds before others have their turn. */
const SLICE = 10;

export async function experimentsAt(
  stopped: Stopped,
  transformer: Transformer,
  position: number,
): Promise<Experiment[]> {
  const prompt = stopped.map.prompt.tokens.length;
  const last = transformer.recorded - 2;
  const latest = Math.min(Math.max(position, prompt - 1), last);
  const own = ownTokens(stopped, latest);
  const tried = own.length > 0 ? own : modelTokens(stopped, latest);
  const [here] = tried;
  if (here === undefined) return [];
  const experiments = [
    await blinded(transformer, tried, prompt),
    otherToken(transformer, here),
    otherWeight(transformer, here, prompt),
  ];
  return experiments.filter((each) => each !== undefined);
}

/** Tokens whose next one the model chose, from the latest back. */
function modelTokens(stopped: Stopped, latest: number): number[] {
  const tokens: number[] = [];
  const first = stopped.map.prompt.tokens.length - 1;
  for (let at = latest; at >= first && tokens.length < TRIED; at--)
    if (writerOf(stopped, at + 1) === 'model') tokens.push(at);
  return tokens;
}

/** The same of code that the person wrote, which is what has lines; empty where none of that has run. */
function ownTokens(stopped: Stopped, latest: number): number[] {
  const { context, map } = stopped;
  const begin = map.prompt.tokens.length;
  const known = new Map<number, boolean>();
  const isOwn = (pc: number): boolean => {
    let own = known.get(pc);
    if (own === undefined) {
      const f = map.functionAt(map.addressAt(pc));
      own = f !== undefined && map.hasLines(f);
      known.set(pc, own);
    }
    return own;
  };
  const last = context.operations.backward(begin, latest + 2, (_, pc) => isOwn(pc));
  if (last < 0) return [];
  const tokens: number[] = [];
  let own = false;
  let at = Math.max(begin, last - STRETCH);
  const add = (end: number) => {
    for (; at < end; at++) if (own && writerOf(stopped, at) === 'model') tokens.push(at - 1);
  };
  context.operations.forward(at, latest + 2, (position, pc) => {
    add(position);
    own = isOwn(pc);
    return false;
  });
  add(latest + 2);
  return tokens.slice(-TRIED).reverse();
}

/** A head that looks something up, at the last token where the run depends on it at once. */
async function blinded(
  transformer: Transformer,
  tried: readonly number[],
  prompt: number,
): Promise<Experiment | undefined> {
  const { lookups } = transformer.model;
  const readers = READERS.flatMap((name) => lookups.filter((each) => each.name === name));
  let pause = performance.now() + SLICE;
  for (const { name, layer, head } of readers)
    for (const at of tried) {
      if (performance.now() > pause) {
        await new Promise(setImmediate);
        pause = performance.now() + SLICE;
      }
      const { value } = transformer.at(at).attend(layer, head);
      if (value.every((number) => number === 0)) continue;
      const asked: Intervention = { kind: 'ablate', layer, head, lasting: false };
      const change = changeOf(transformer, at, asked);
      if (!differsSoon(transformer, at, change, prompt)) continue;
      return {
        ...lesson.blinded(headTitle(transformer, { layer, head }), name),
        position: at,
        interventions: [asked],
      };
    }
  return undefined;
}

const headTitle = ({ model }: Transformer, { layer, head }: Pick<Lookup, 'layer' | 'head'>) =>
  `L${layer}H${head} ${model.layers[layer].heads[head].name}`;

/** The token that came second in place of the first. */
function otherToken(transformer: Transformer, at: number): Experiment {
  const { model } = transformer;
  const logits = logitsOf(model, transformer.at(at).residual(model.layers.length));
  const came = transformer.token(at + 1);
  const other = ranked(logits, 2).find((token) => token !== came) as number;
  const [second, first] = [other, came].map((token) => model.tokens[token].text);
  return {
    ...lesson.forced(second, first),
    position: at,
    interventions: [{ kind: 'token', token: second, lasting: false }],
  };
}

/** The weight that speaks most for the token that came, taken away. */
function otherWeight(transformer: Transformer, at: number, prompt: number): Experiment | undefined {
  const { model } = transformer;
  const { dModel, unembedding, layers } = model;
  const stream = transformer.at(at).residual(layers.length);
  const came = transformer.token(at + 1);
  const share = (slot: number) => unembedding[came * dModel + slot] * stream[slot];
  const slots = Array.from({ length: dModel }, (_, slot) => slot)
    .filter((slot) => share(slot) !== 0)
    .sort((a, b) => share(b) - share(a));
  for (const column of slots) {
    const token = model.tokens[came].text;
    const asked: Intervention = {
      kind: 'weight',
      matrix: 'unembedding',
      lasting: true,
      value: 0,
      token,
      column,
    };
    const change = changeOf(transformer, at, asked);
    if (!differsSoon(transformer, at, change, prompt)) continue;
    const name = layers[layers.length - 1].slots[2][column];
    return { ...lesson.unsaid(token, column, name), position: at, interventions: [asked] };
  }
  return undefined;
}

/** Whether a change at a token leads to another token within the next few. */
function differsSoon(
  transformer: Transformer,
  begin: number,
  change: Change,
  prompt: number,
): boolean {
  const run = transformer.whatIf(begin, [change], prompt);
  const end = Math.min(begin + SOON, transformer.recorded - 1);
  for (let at = begin; at <= end; at++) {
    const step = run.advance();
    if (step.kind !== 'token' || step.token !== transformer.token(at)) return true;
  }
  return false;
}
