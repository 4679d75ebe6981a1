import assert from 'node:assert/strict';
import { markAt } from '../../../src/views/timeline/marks';
import { including, pan, ticks, toPixel, toToken, zoom } from '../../../src/views/timeline/scale';
import { decode } from '../../../src/views/timeline/text';

const WHOLE = { from: 1_000, to: 101_000 };

describe('the scale of the timeline', () => {
  it('leads from tokens to pixels and back', () => {
    const span = { from: 2_000, to: 3_000 };
    assert.equal(toPixel(span, 500, 2_500), 250);
    for (let token = 2_000; token < 3_000; token += 7)
      assert.equal(toToken(span, 1_000, toPixel(span, 1_000, token)), token);
  });
  it('keeps what is zoomed about where it is, and ends within the whole', () => {
    assert.deepEqual(zoom(WHOLE, WHOLE, 0.5, 26_000), { from: 13_500, to: 63_500 });
    assert.deepEqual(zoom({ from: 1_000, to: 2_000 }, WHOLE, 1e9, 1_500), WHOLE);
    const { from, to } = zoom({ from: 5_000, to: 5_050 }, WHOLE, 1e-9, 5_010);
    assert(from <= 5_010 && 5_010 < to && to - from === 24);
  });
  it('does not pan beyond an end', () => {
    assert.deepEqual(pan({ from: 1_100, to: 1_200 }, WHOLE, -500), { from: 1_000, to: 1_100 });
    assert.deepEqual(pan({ from: 1_100, to: 1_200 }, WHOLE, 1e9), { from: 100_900, to: 101_000 });
  });
  it('follows the present moment', () => {
    const span = { from: 2_000, to: 3_000 };
    assert.deepEqual(including(span, WHOLE, 2_999), span);
    assert.deepEqual(including(span, WHOLE, 50_000), { from: 49_500, to: 50_500 });
  });
  it('is labelled with round numbers', () => {
    assert.deepEqual(ticks({ from: 1_000, to: 9_000 }, 400, 100), [2_000, 4_000, 6_000, 8_000]);
    assert.deepEqual(ticks({ from: 7, to: 10 }, 900, 100), [7, 8, 9]);
  });
});

describe('marks', () => {
  it('are found within reach, the nearest one', () => {
    const mark = (position: number) => ({ kind: 'hit', position, label: '' }) as const;
    const marks = [mark(10), mark(14)];
    const span = { from: 0, to: 100 };
    assert.equal(markAt(marks, span, 100, 13, 5)?.position, 14);
    assert.equal(markAt(marks, span, 100, 50, 5), undefined);
  });
});

describe('bytes of the output', () => {
  const bytes = Buffer.from('a–😀\n');
  it('lead from each unit of the text to the first byte of its character', () => {
    assert.deepEqual(decode(bytes, 99, false), { text: 'a–😀\n', bytes: [0, 1, 4, 4, 8] });
  });
  it('leave to the part before what began there, and finish what begins within', () => {
    assert.equal(decode(bytes.subarray(0, 7), 2, false).text, 'a–');
    assert.deepEqual(decode(bytes.subarray(2), 99, true), { text: '😀\n', bytes: [2, 2, 6] });
  });
  it('that are none are shown one by one, and control characters by pictures', () => {
    const wrong = Uint8Array.of(0xff, 0xe2, 0x41, 0x1b, 0x09, 0x7f);
    assert.deepEqual(decode(wrong, 99, false).text, '\ufffd\ufffdA␛\t␡');
  });
});
