/** What a head decides, in words. */
import type { Hull, HullKey, KeyKind } from '../../../protocol/hull-requests';
import type { TokenPlace } from '../../../protocol/inside';
import type { HeadOutline } from '../../../protocol/inside-model';
import { grouped } from '../../../protocol/numbers';
import { fileName } from '../words';

export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : several}`;

export const pair = ([a, b]: readonly [number, number]): string => `(${grouped(a)}, ${grouped(b)})`;

export const KINDS: Readonly<Record<KeyKind, string>> = {
  addresses: 'Finds the latest write',
  positions: 'Reads a position',
  flat: 'Finds the latest with a mark',
  mean: 'Averages',
  general: 'Other',
};

/** A token in short: its position, text and where it belongs. */
export function tokenText({ position, text, instruction }: TokenPlace): string {
  const line = instruction?.line;
  const file = instruction?.file && fileName(instruction.file);
  return [
    `token ${grouped(position)}`,
    text,
    ...(instruction && instruction.text !== text ? [instruction.text] : []),
    ...(file && line !== undefined ? [`${file}:${line}`] : []),
  ].join(' · ');
}

/** The decision in a few sentences. */
export function explain(hull: Hull, head: HeadOutline | undefined): string[] {
  const { kind, query, winner } = hull;
  const says = head ? `${capital(head.purpose)}.` : '';
  const told = [says, ...decided(hull)].filter((text) => text !== '');
  if (kind !== 'mean' && winner.parked)
    told.push('No token has written yet, so one that writes nothing wins by being the latest.');
  if (hull.sample !== undefined && kind !== 'mean')
    told.push(
      `The cache does not keep these keys: ${counted(hull.sample, 'token')} of ${grouped(hull.tokens)} were computed again.`,
    );
  if (query.every((part) => part === 0) && kind === 'flat')
    told.push('The query is (0, 0): every key scores 0, and of equals the latest wins.');
  return told;
}

function decided(hull: Hull): string[] {
  const { kind, query, winner, runnerUp, tokens, distinct } = hull;
  const { position } = winner.place;
  const margin = runnerUp ? ` The next best scores ${grouped(runnerUp.below)} less.` : '';
  switch (kind) {
    case 'addresses': {
      if (winner.parked) return [`It asks for ${grouped(query[0])}.`];
      const hit = winner.across === query[0];
      const among = counted(distinct ?? 0, 'address was written', 'addresses were written');
      return [
        `It asks for address ${grouped(query[0])}: ${among}, ` +
          (hit
            ? `this one by ${latestOf(winner)}.`
            : `but not this one, so the nearest, ${grouped(winner.across)}, wins by token ${grouped(position)}.`) +
          margin,
      ];
    }
    case 'positions':
      return [
        `It asks for position ${grouped(query[0])}: of ${counted(tokens, 'key')} the one of token ${grouped(position)} ${
          winner.across === query[0] ? 'is there' : 'is the nearest'
        }.${margin}`,
      ];
    case 'flat': {
      if (query[0] === 0) return [];
      const end = query[0] > 0 ? 'greatest' : 'least';
      const many =
        winner.tokens === undefined ? '' : `${counted(winner.tokens, 'token')} have it, `;
      return [
        `It asks for the ${end} first coordinate, ${grouped(winner.key[0])}: ${many}and of equals the latest wins, token ${grouped(position)}.${margin}`,
      ];
    }
    case 'mean':
      return [
        `The query is (0, 0), so all ${counted(tokens, 'key')} score 0 and tie: the head returns the mean of their values.`,
      ];
    case 'general':
      return [`Token ${grouped(position)} wins with the score ${grouped(winner.score)}.${margin}`];
  }
}

function latestOf({ tokens, place }: HullKey): string {
  if (tokens === undefined || tokens === 1) return `token ${grouped(place.position)} alone`;
  return `${counted(tokens, 'token')}, of which the latest wins, token ${grouped(place.position)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What lies across and what lies up. */
export function axesOf(hull: Hull, raw: boolean): { across: string; up: string } {
  const { kind, query } = hull;
  if (raw && kind === 'flat') return { across: 'first coordinate of the key', up: 'second' };
  const across = {
    addresses: raw ? 'a of the key (2a, −a²)' : 'address a of the key (2a, −a²)',
    positions: raw ? 'p of the key (2p, −p²)' : 'position p of the key (2p, −p²)',
    flat: 'position of the token',
    mean: 'value',
    general: 'first coordinate of the key',
  }[kind];
  return {
    across,
    up: raw ? 'second coordinate' : `score q·k below the winner’s, q = ${pair(query)}`,
  };
}
