/** The WebAssembly machine as a computation graph over token embeddings, attention lookups and ReGLU gates. */
import type { Graph } from '../graph/graph';
import { GraphBuilder } from '../graph/graph';
import { TOKENS } from '../program/vocabulary';
import { division, fraction, type Sources, signs } from './arithmetic';
import { columns } from './columns';
import { decide } from './decide';
import { MEANINGS } from './meanings';
import { banks, excessOf, rotation } from './memory';
import { address, bitwise, bytesOf, operands } from './operands';
import {
  at,
  Circuit,
  counters,
  fetch,
  header,
  numbers,
  pages,
  pointers,
  quotient,
  returns,
  spreadControls,
} from './state';

/** Builds the machine, from the token up. */
export function machine(): Graph {
  const g = new GraphBuilder('WebAssembly machine', TOKENS.length);
  const c = columns(g);
  const controls = spreadControls(g, c);
  const circuit = new Circuit(g, controls.kind, controls.kindSquared);

  const n = numbers(g, c);
  const counter = counters(g, c);
  const head = header(g, n);
  const f = fetch(g, c, controls, n, counter);
  const returnAddress = returns(g, c, counter);
  const q = quotient(g, c, n);
  const size = pages(circuit, c, n);

  const p = pointers(g, c, controls, n, counter, f, head.frameSize);
  const o = operands(g, c, n, p);
  const bytes = bytesOf(g, c, p.x);
  const bits = bitwise(g, c, controls, p);
  const place = address(g, c, n, p, f);
  const excess = excessOf(g, controls, place.effective, size);
  const loaded = banks(circuit, c, controls, rotation(circuit, place), bytes.bytes, excess);

  const sources: Sources = {
    controls,
    operands: o,
    bytes,
    address: place,
    quotient: q,
    pages: size,
    maxPages: head.maxPages,
    loaded,
  };
  const sign = signs(circuit, c, sources);
  const divided = division(circuit, c, sources, sign);
  const { numerator, denominator } = fraction(circuit, c, sources, sign, divided);

  const logits = decide(circuit, {
    c,
    controls,
    pc: counter.pc.late,
    depth: counter.depth.late,
    maxDepth: head.maxDepth,
    number: n.number,
    nextOperation: f.next,
    immediate: f.immediate,
    count: f.count,
    returnAddress,
    x: o.x,
    notZero: sign.notZero,
    lowByte: bytes.bytes[0].byte,
    excess,
    traps: sign.traps,
    bits,
    writesQuotient: divided.writesQuotient,
    numerator,
    denominator,
    tableEntry: (position) =>
      g.variable(
        'table entry',
        at(g, 'fetch', 'jump table', 'reads the chosen entry of a jump table', position, [
          n.number,
        ])[0],
      ),
  });
  return g.build(logits, MEANINGS);
}
