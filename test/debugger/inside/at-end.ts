/** A program that has run to its end in a debug session, and is still looked at. */
import type { InsideRequests } from '../../../src/protocol/inside';
import { type Client, connect } from '../client';

export type Ask = <R extends keyof InsideRequests>(
  request: R,
  asks: InsideRequests[R]['asks'],
) => Promise<InsideRequests[R]['answers']>;

/** A program that has run to its end, which is still looked at. */
export async function atEnd(
  program: string,
): Promise<{ client: Client; ask: Ask; recorded: number }> {
  const client = connect();
  const ask: Ask = (request, asks) => client.request(request, asks as object);
  await client.request('initialize');
  await client.request('launch', { program, stopOnExit: true });
  await client.request('configurationDone');
  await client.event('stopped');
  const { recorded } = await ask('stepformer.trace', { by: 'token', first: 0, count: 1 });
  return { client, ask, recorded };
}

export async function end(client: Client): Promise<void> {
  await client.request('disconnect');
  client.close();
}
