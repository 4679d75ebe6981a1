/** Finding tokens in the trace: what a person names becomes what is looked for. */
import type { Model } from '../../model/model';
import type { FindRequest, FindWhat, Found } from '../../protocol/trace-requests';
import type { Debuggee } from '../debuggee';
import { problem } from '../errors';
import type { ProgramMap } from '../program-map';
import type { SearchResult, SearchTarget } from '../transformer';
import { knownRelevance } from './known-relevance';

/** Positions in an answer. */
const MOST = 1000;
/** Milliseconds that a search by forward passes may take. */
const PATIENCE = 150;

type Searched = Pick<Debuggee, 'context' | 'map' | 'past'>;

/** Throws a `UserError` where there is nothing of the name. */
export async function find(searched: Searched, request: FindRequest): Promise<Found> {
  const { what, direction } = request;
  const { recorded, model } = searched.context;
  const forward = direction === 'forward';
  const at = Math.max(0, Math.min(request.from, recorded));
  const [from, to] = forward ? [at, recorded] : [0, Math.min(recorded, at + 1)];
  const limit = Math.max(1, Math.min(request.limit, MOST));
  const range = { from, to, direction, limit };
  const found =
    what.kind === 'head'
      ? findByHead(searched, what, range)
      : await searched.past.search({ ...range, what: targetOf(what, model, searched.map) });
  return { ...found, complete: forward ? found.to >= recorded : found.from <= 0 };
}

function targetOf(
  what: Exclude<FindWhat, { kind: 'head' }>,
  model: Model,
  map: ProgramMap,
): SearchTarget {
  switch (what.kind) {
    case 'text': {
      const part = what.text.toLowerCase();
      return tokensWhere(model, ({ text }) => text.toLowerCase().includes(part), what.text);
    }
    case 'operation': {
      const { name } = what;
      const isIt = (own: string) => own === name || own.startsWith(`${name}.`);
      return tokensWhere(
        model,
        ({ operation, text }) => operation === true && isIt(text.replace(/\/\d$/, '')),
        name,
      );
    }
    case 'value':
      return { kind: 'number', number: what.value >>> 0 };
    case 'address':
      return { kind: 'byte', address: what.address };
    case 'line': {
      const { file = '', line } = what;
      const places = placesWhere(map, (address) => {
        const place = map.lineAt(address);
        return place?.line === line && place.file.endsWith(file);
      });
      if (!places.includes(1)) throw problem.noCodeOnLine(line, file);
      return { kind: 'places', places, first: 'entered' };
    }
    case 'function': {
      const functions = map.functionsNamed(what.name);
      if (functions.length === 0) throw problem.noFunction(what.name);
      const begins = new Set(functions.map(({ begin }) => begin));
      return { kind: 'places', places: placesWhere(map, (at) => begins.has(at)), first: 'called' };
    }
  }
}

function tokensWhere(
  { tokens }: Model,
  holds: (token: Model['tokens'][number]) => boolean,
  name: string,
): SearchTarget {
  const wanted = Uint8Array.from(tokens, (token) => (holds(token) ? 1 : 0));
  if (name === '' || !wanted.includes(1)) throw problem.noTokenNamed(name);
  return { kind: 'tokens', wanted };
}

/** By `pc`: 1 for instructions of which something holds. */
function placesWhere({ prompt }: ProgramMap, holds: (address: number) => boolean): Uint8Array {
  const places = new Uint8Array(prompt.addresses.length);
  prompt.positions.forEach((position, address) => {
    if (holds(address)) places[position] = 1;
  });
  return places;
}

/** Where a head matters. Each token takes a forward pass, so that a search gets through some hundreds. */
function findByHead(
  { context }: Searched,
  { layer, head }: Extract<FindWhat, { kind: 'head' }>,
  range: { from: number; to: number; direction: FindRequest['direction']; limit: number },
): SearchResult {
  if (!context.model.layers[layer]?.heads[head]) throw problem.noHead(layer, head);
  const { from, to, direction, limit } = range;
  const forward = direction === 'forward';
  const known = knownRelevance(context);
  const deadline = performance.now() + PATIENCE;
  const positions: number[] = [];
  let [begin, end] = forward ? [from, from] : [to, to];
  while ((forward ? end < to : begin > from) && positions.length < limit) {
    const position = forward ? end++ : --begin;
    if (known.at(position)[layer][head] !== 0) positions.push(position);
    if (performance.now() > deadline) break;
  }
  return { positions, from: begin, to: end };
}
