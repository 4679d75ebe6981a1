/** What a program asks of its host, also when it went back in between. */
import assert from 'node:assert/strict';
import { modelTokens } from '../../src/machine/tokens';
import type { Model } from '../../src/model/model';
import { tokenId } from '../../src/program/vocabulary';
import { Host } from '../../src/worker/host';

const model = { tokens: modelTokens() } as unknown as Model;
const text = (host: Host) =>
  host.take().map(({ stream, bytes }) => `${stream}: ${Buffer.from(bytes).toString()}`);
const put = (host: Host, stream: 'stdout' | 'stderr', character: string, position: number) =>
  host.write({ kind: 'output', stream, byte: character.charCodeAt(0) }, position);

describe('the host of a program that goes back', () => {
  it('tells output in order, and what comes again not a second time', () => {
    const host = new Host(model, { stdin: new Uint8Array(), args: [] });
    put(host, 'stdout', 'a', 100);
    put(host, 'stdout', 'b', 105);
    put(host, 'stderr', 'c', 110);
    assert.deepEqual(text(host), ['stdout: ab', 'stderr: c']);
    put(host, 'stdout', 'b', 105);
    put(host, 'stderr', 'c', 110);
    put(host, 'stdout', 'd', 115);
    assert.deepEqual(text(host), ['stdout: d']);
  });

  it('gives the same input again where it gave it before', () => {
    const host = new Host(model, { stdin: Buffer.from('xy'), args: [] });
    const x = tokenId('in', 'x'.charCodeAt(0));
    const y = tokenId('in', 'y'.charCodeAt(0));
    const end = tokenId('eof');
    const ask = (position: number) => host.answer('stdin', position);
    assert.deepEqual([ask(100), ask(105)], [x, y]);
    assert.deepEqual([ask(100), ask(105), ask(110), ask(115)], [x, y, end, end]);
    assert.equal(host.answer('random', 120), host.answer('random', 120));
    assert.equal(host.answer('clock', 125), host.answer('clock', 125));
  });

  it('waits for what is typed, until that has ended', () => {
    const host = new Host(model, { args: [] });
    const token = (character: string) => tokenId('in', character.charCodeAt(0));
    const ask = (position: number) => host.answer('stdin', position);
    assert.equal(ask(100), undefined);
    host.type(Buffer.from('ab'));
    assert.deepEqual([ask(100), ask(105), ask(110)], [token('a'), token('b'), undefined]);
    host.type(Buffer.from('c'));
    host.type(undefined);
    host.type(Buffer.from('d'));
    assert.deepEqual([ask(110), ask(115), ask(120)], [token('c'), tokenId('eof'), tokenId('eof')]);
    assert.deepEqual([ask(100), ask(105)], [token('a'), token('b')]);
  });
});
