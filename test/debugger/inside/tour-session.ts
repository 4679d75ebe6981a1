/** The sample of the tour, debugged up to the line at which the tour begins. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { markedLines } from '../../../src/editor/tour/marks';
import { TOUR_MARKS, type Tour, type TourMark } from '../../../src/protocol/tour';
import { type Client, connect } from '../client';

export const SAMPLE = path.join(__dirname, '../../../samples/first-steps.c');
export const LINES = markedLines(readFileSync(SAMPLE, 'utf8'));

/** At its first step. */
export const TOUR: Tour = {
  file: SAMPLE,
  lines: Object.fromEntries(TOUR_MARKS.map((mark) => [mark, LINES.get(mark)])) as Record<
    TourMark,
    number
  >,
  step: 0,
};

export async function tourSession(): Promise<Client> {
  const client = connect();
  await client.request('initialize', {});
  await client.request('launch', { program: SAMPLE });
  await client.request('setBreakpoints', {
    source: { path: SAMPLE },
    breakpoints: [{ line: LINES.get('stop') }],
  });
  await client.request('configurationDone');
  await client.event('stopped');
  return client;
}
