/** What a person asks to change, checked against the model, and told in words. */
import {
  type Change,
  type Intervention,
  type MatrixPlace,
  matrixAt,
} from '../../../model/intervention';
import type { Model } from '../../../model/model';
import {
  type Intervention as Asked,
  INTERVENTIONS,
  type InterventionTold,
  MATRICES,
} from '../../../protocol/intervene-requests';
import { grouped } from '../../../protocol/numbers';
import { problem } from '../../errors';
import type { Context, Transformer } from '../../transformer';
import { headOf, layerOf, recordedToken, slotOf } from '../asked';

/** Numbers beyond this would soon overflow. */
const LARGEST = 1e30;

/** The change that is asked for at a token. Throws a `UserError` where there is nothing of the kind. */
export function changeOf(context: Context, position: number, asked: Asked): Change {
  recordedToken(context, position);
  return { intervention: resolve(context, position, asked), lasting: asked.lasting === true };
}

function resolve(context: Context, position: number, asked: Asked): Intervention {
  const { model } = context;
  switch (asked.kind) {
    case 'ablate':
      return { kind: asked.kind, ...headAt(model, asked) };
    case 'attend': {
      const to = given(asked.to, 'a position to read');
      if (to < 0 || to > position) throw problem.notSeen(to, position);
      return { kind: asked.kind, ...headAt(model, asked), position: to };
    }
    case 'slot': {
      const { attended = false } = asked;
      const layer = given(asked.layer, 'a layer');
      if (!(layer === model.layers.length && !attended)) layerOf(model, layer);
      const slot = slotOf(model, given(asked.slot, 'a slot'));
      return { kind: asked.kind, layer, attended, slot, value: numberOf(asked.value) };
    }
    case 'weight':
      return weightOf(model, asked);
    case 'token':
      if (model.tokens[context.token(position)].host?.kind === 'ask' && !asked.lasting)
        throw problem.hostSpeaks(position);
      return { kind: asked.kind, token: named(model, asked.token) };
    default:
      throw problem.noChoice((asked as { kind: string }).kind, INTERVENTIONS);
  }
}

function headAt(model: Model, asked: { layer?: number; head?: number }) {
  const layer = given(asked.layer, 'a layer');
  return { layer, head: headOf(model, layer, given(asked.head, 'a head')) };
}

function weightOf(model: Model, asked: Extract<Asked, { kind: 'weight' }>): Intervention {
  const place = matrixPlace(model, asked);
  const { rows, columns } = matrixAt(model, place);
  const byToken = place.matrix === 'embedding' || place.matrix === 'unembedding';
  const row =
    byToken && asked.token !== undefined ? named(model, asked.token) : given(asked.row, 'a row');
  const column = given(asked.column, 'a column');
  if (!(row >= 0 && row < rows)) throw problem.noPart('row in this matrix', row, rows);
  if (!(column >= 0 && column < columns))
    throw problem.noPart('column in this matrix', column, columns);
  return { kind: 'weight', place, row, column, value: numberOf(asked.value) };
}

function matrixPlace(model: Model, asked: Extract<Asked, { kind: 'weight' }>): MatrixPlace {
  const { matrix } = asked;
  switch (matrix) {
    case 'embedding':
    case 'unembedding':
      return { matrix };
    case 'query':
    case 'key':
    case 'value':
    case 'output':
      return { matrix, ...headAt(model, asked) };
    case 'gate':
    case 'neuron value':
    case 'neuron output':
      return { matrix, layer: layerOf(model, given(asked.layer, 'a layer')) };
    default:
      throw problem.noChoice(matrix, MATRICES);
  }
}

function given(value: number | undefined, what: string): number {
  if (value === undefined) throw problem.missing(what);
  return value;
}

function numberOf(value: number | undefined): number {
  const number = given(value, 'a value');
  if (!(Math.abs(number) <= LARGEST)) throw problem.tooLarge(number, LARGEST);
  return number;
}

function named({ tokens }: Model, text: string | undefined): number {
  if (text === undefined) throw problem.missing('a token');
  const id = tokens.findIndex((token) => token.text === text);
  if (id >= 0) return id;
  const wanted = text.toLowerCase();
  const like = tokens.filter((token) => token.text.toLowerCase().includes(wanted)).slice(0, 5);
  throw problem.noTokenCalled(
    text,
    like.map((token) => token.text),
  );
}

/** What an intervention is about. */
export function tell(
  transformer: Transformer,
  position: number,
  { intervention: each, lasting }: Change,
): InterventionTold {
  const { model } = transformer;
  const pass = transformer.at(position);
  const when = lasting ? ' from here on' : ' here';
  const headName = (layer: number, head: number) =>
    `L${layer}H${head} ${model.layers[layer].heads[head].name}`;
  const text = (at: number) => model.tokens[transformer.token(at)].text;
  switch (each.kind) {
    case 'ablate': {
      const { winner, value } = pass.attend(each.layer, each.head);
      return {
        text: `ablate ${headName(each.layer, each.head)}${when}`,
        now: `returns (${value.join(', ')}) from token ${grouped(winner)} “${text(winner)}”`,
        changesNothing: !lasting && value.every((number) => number === 0),
      };
    }
    case 'attend': {
      const { winner } = pass.attend(each.layer, each.head);
      return {
        text: `${headName(each.layer, each.head)} reads token ${grouped(each.position)} “${text(each.position)}”${when}`,
        now: `reads token ${grouped(winner)} “${text(winner)}”`,
        changesNothing: !lasting && winner === each.position,
      };
    }
    case 'slot': {
      const { layer, attended, slot, value } = each;
      const now = pass.residual(layer, attended)[slot];
      return {
        text: `slot ${slot}${slotName(model, each)} = ${value} ${momentOf(model, layer, attended)}${when}`,
        now: `is ${now}`,
        changesNothing: !lasting && now === value,
      };
    }
    case 'weight': {
      const { entries, columns } = matrixAt(model, each.place);
      const now = entries[each.row * columns + each.column];
      return {
        text: `${weightName(model, each, headName)} = ${each.value}${when}`,
        now: `is ${now}`,
        changesNothing: now === each.value,
      };
    }
    case 'token': {
      const next =
        position + 1 < transformer.recorded ? transformer.token(position + 1) : undefined;
      return {
        text: `the next token is “${model.tokens[each.token].text}”${lasting ? ', and all after it' : ''}`,
        now: next === undefined ? 'is not recorded yet' : `is “${model.tokens[next].text}”`,
        changesNothing: !lasting && next === each.token,
      };
    }
  }
}

type Of<K extends Intervention['kind']> = Extract<Intervention, { kind: K }>;

function slotName({ layers }: Model, { layer, attended, slot }: Of<'slot'>): string {
  const moment = layers[Math.min(layer, layers.length - 1)].slots;
  const names = layer === layers.length ? moment[2] : moment[attended ? 1 : 0];
  return names[slot] && ` ${names[slot]}`;
}

function momentOf({ layers }: Model, layer: number, attended: boolean): string {
  if (attended) return `after the attention of layer ${layer}`;
  return layer === layers.length ? 'at the end' : `when layer ${layer} begins`;
}

function weightName(
  { tokens, layers }: Model,
  { place, row, column }: Of<'weight'>,
  headName: (layer: number, head: number) => string,
): string {
  switch (place.matrix) {
    case 'embedding':
    case 'unembedding':
      return `${place.matrix} of “${tokens[row].text}” in slot ${column}`;
    case 'output':
      return `output of ${headName(place.layer, place.head)} into slot ${row}, dimension ${column}`;
    case 'query':
    case 'key':
    case 'value':
      return `${place.matrix} of ${headName(place.layer, place.head)}, dimension ${row}, slot ${column}`;
    case 'neuron output': {
      const { names } = layers[place.layer].ffn;
      return `output of neuron ${column} of layer ${place.layer} (${names[column]}) into slot ${row}`;
    }
    default: {
      const { names } = layers[place.layer].ffn;
      const what = place.matrix === 'gate' ? 'gate' : 'value';
      return `${what} of neuron ${row} of layer ${place.layer} (${names[row]}), slot ${column}`;
    }
  }
}
