/** What a program asks of its host, also where a person has changed its past. */
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

describe('the host of a program whose past is changed', () => {
  it('tells output in order, and again what another future writes', () => {
    const host = new Host(model, { stdin: new Uint8Array(), args: [] });
    put(host, 'stdout', 'a', 100);
    put(host, 'stdout', 'b', 105);
    put(host, 'stderr', 'c', 110);
    assert.deepEqual(text(host), ['stdout: ab', 'stderr: c']);
    assert.deepEqual([...host.record.read(0, 10).positions], [100, 105, 110]);
    host.cut(105);
    assert.equal(host.written, 1);
    put(host, 'stdout', 'd', 107);
    assert.deepEqual(text(host), ['stdout: d']);
    const { total, bytes, positions } = host.record.read(0, 10);
    assert.deepEqual([total, Buffer.from(bytes).toString()], [2, 'ad']);
    assert.deepEqual([...positions], [100, 107]);
  });

  it('gives again what was read in a future that was left', () => {
    const host = new Host(model, { stdin: Buffer.from('xyz'), args: [] });
    const token = (character: string) => tokenId('in', character.charCodeAt(0));
    const ask = (position: number) => host.answer('stdin', position);
    assert.deepEqual([ask(100), ask(105)], [token('x'), token('y')]);
    const random = host.answer('random', 107);
    host.cut(105);
    assert.deepEqual([ask(120), ask(125)], [token('y'), token('z')]);
    assert.equal(host.answer('random', 130), random);
    assert.deepEqual([ask(135), ask(140)], [tokenId('eof'), tokenId('eof')]);
  });

  it('is as it was when a future that was left becomes the present one', () => {
    const host = new Host(model, { stdin: Buffer.from('xyz'), args: [] });
    const token = (character: string) => tokenId('in', character.charCodeAt(0));
    const ask = (position: number) => host.answer('stdin', position);
    ask(100);
    put(host, 'stdout', 'a', 103);
    ask(105);
    const left = host.recorded();
    host.cut(102);
    put(host, 'stdout', 'b', 104);
    host.cut(0);
    host.restore(left);
    assert.equal(ask(110), token('z'));
    assert.equal(Buffer.from(host.record.read(0, 10).bytes).toString(), 'a');
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
    host.cut(105);
    assert.deepEqual([ask(105), ask(110)], [token('b'), token('c')]);
  });
});
