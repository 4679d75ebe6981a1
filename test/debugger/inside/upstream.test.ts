/** The upstream graph: its numbers are those of the dense pass, and they add up. */
import assert from 'node:assert/strict';
import { upstreamOf } from '../../../src/debugger/inside/upstream';
import type { Upstream, UpstreamNode, UpstreamPart } from '../../../src/protocol/upstream-requests';
import { type SmallRun, smallRun } from './small-run';

const MOST = 25;

describe('the upstream graph of a decision', () => {
  let run: SmallRun;
  before(async () => {
    run = await smallRun();
  });

  const last = (text: string) =>
    run.tokens.findLastIndex((token) => run.model.tokens[token].text === text);
  const ask = (position: number, more: object = {}) =>
    upstreamOf(run.stopped, { position, most: MOST, ...more });
  const every = (step: number) =>
    run.tokens.flatMap((_, position) =>
      position >= run.begin && position % step === 0 ? [position] : [],
    );
  const named = ({ nodes }: Upstream, name: string) =>
    nodes.find((node) => node.name === name) ?? assert.fail(`no node is called ${name}`);

  it('adds up: the edges of every part, what is folded, constants and rounding', () => {
    let parts = 0;
    const rounded = new Set<string>();
    for (const position of every(3))
      for (const { id, name, parts: all } of ask(position).nodes)
        for (const part of all) {
          if (part.role === 'mean') continue;
          assert.equal(total(part) + 0, part.sum + 0, `${id} ${part.role}`);
          if (part.rounding !== 0) rounded.add(name);
          for (const { number, weight, value } of part.edges)
            assert.equal(number, weight * value + 0);
          parts++;
        }
    assert.ok(parts > 500);
    // A mean over all tokens is not exact, and is rounded where it has been multiplied by their number.
    for (const name of rounded) assert.match(name, /^(pc|stack depth|call depth)( \+ rounder)?$/);
  });

  it('begins with the margin that the dense pass gives', () => {
    for (const position of every(5)) {
      const { chosen, against, nodes } = ask(position);
      const x = run.dense(position).residual(run.model.layers.length);
      const logits = run.model.tokens.map((_, id) => dot(run.model.unembedding, id, x));
      const order = logits.map((_, id) => id).sort((a, b) => logits[b] - logits[a] || a - b);
      assert.deepEqual([chosen.token, against.token], order.slice(0, 2));
      assert.equal(chosen.logit, logits[chosen.token]);
      assert.equal(nodes[0].value, logits[chosen.token] - logits[against.token]);
      assert.ok(nodes[0].parts[0].edges.every(({ weight }) => weight !== 0));
    }
  });

  it('has the numbers of the dense pass in every node', () => {
    for (const position of every(3))
      for (const node of ask(position).nodes) {
        if (node.is === 'decision') continue;
        assert.equal(node.value, computed(run, node), node.id);
        assert.ok(node.token.position <= position);
        if (node.is === 'head')
          assert.equal(
            node.reads?.position,
            run.model.layers[node.layer as number].heads[node.head as number].tie === 'average'
              ? undefined
              : run.dense(node.token.position).attend(node.layer as number, node.head as number)
                  .winner,
          );
      }
  });

  it('has at most as many nodes as asked for, each reached from one before it', () => {
    const graph = ask(last('i32.div_u'), { most: 12 });
    assert.equal(graph.nodes.length, 12);
    const reached = new Set([graph.root]);
    for (const { id, parts } of graph.nodes) {
      assert.ok(reached.has(id), id);
      for (const { from } of parts.flatMap(({ edges }) => edges)) reached.add(from);
    }
    assert.equal(reached.size, 12);
  });

  it('tells a division: the operands, where they were written, and what the decoding compares', () => {
    const position = last('i32.div_u');
    const graph = ask(position);
    assert.equal(named(graph, 'first numerator').value, 900);
    assert.equal(named(graph, 'first denominator').value, 7);
    const y = named(graph, 'y');
    assert.equal(y.by, 'value of y');
    assert.equal(y.reads?.position, position - 2);
    assert.match(
      graph.words[0],
      /^i32\.div_u in run: after i32\.div_u at \d+ the model writes 80, /,
    );
    assert.ok(
      graph.words.some((line) => /value of y reads y = 900 \(0x384\) from 84 at/.test(line)),
    );
  });

  it('tells an operand that is 0: which head read it, and from which token', () => {
    const position = run.tokens.findIndex(
      (token, at) => at >= run.begin && run.model.tokens[token].text === 'i32.add',
    );
    const graph = ask(position);
    const y = named(graph, 'y');
    assert.deepEqual([y.is, y.by, y.value, y.reads?.text], ['head', 'value of y', 0, 'imm 00']);
    const [sum] = named(graph, 'whole result').parts;
    assert.deepEqual(
      sum.edges.filter(({ control }) => !control).map(({ name, number }) => [name, number]),
      [
        ['x', 64],
        ['y', 0],
      ],
    );
    const [asked] = y.parts.filter(({ role }) => role === 'query');
    assert.equal(asked.sum, y.reads?.position);
    assert.equal(asked.edges[0].name, 'pointer of y');
    assert.ok(graph.words.some((line) => /value of y reads y = 0 from imm 00 at/.test(line)));
  });

  it('tells no operand of a comparison that is false: its neurons are shut', () => {
    const { nodes } = ask(last('i32.lt_u'), { most: 200 });
    assert.deepEqual(
      nodes.filter(({ name }) => name === 'x' || name === 'y'),
      [],
    );
  });

  it('says so where what came is not what the model chose', () => {
    const [first, second] = ask(20).words;
    assert.match(first, /the model would write/);
    assert.match(second, /^What came is .* the prompt/);
  });

  it('goes on from any node, and shows all that it is made of', () => {
    const graph = ask(last('i32.div_u'));
    const y = named(graph, 'y');
    const more = ask(last('i32.div_u'), { node: y.id });
    assert.equal(more.root, y.id);
    assert.deepEqual(more.nodes[0].value, y.value);
    const whole = ask(last('i32.div_u'), { node: graph.root, most: 6 });
    for (const { folded } of [...more.nodes[0].parts, ...whole.nodes[0].parts])
      assert.equal(folded.count, 0);
  });

  it('compares with any token', () => {
    const position = last('i32.div_u');
    const against = run.tokens[position];
    const { nodes, against: other } = ask(position, { against });
    const x = run.dense(position).residual(run.model.layers.length);
    assert.equal(other.logit, dot(run.model.unembedding, against, x));
    assert.equal(total(nodes[0].parts[0]), nodes[0].value);
  });

  it('says which nodes there are not', () => {
    for (const node of ['', 'h.9', 's.0.99.0', 'n.-1.0.0', 'h.0.0.99.0', 'e.0.1000', 'd.0.1.99999'])
      assert.throws(() => ask(0, { node }), /The graph has no node/);
  });
});

function total({ edges, folded, constant, rounding }: UpstreamPart): number {
  let sum = 0;
  for (const { number } of edges) sum += number;
  return sum + folded.number + constant + rounding;
}

/** What a node stands for, from the weights and the dense pass alone. */
function computed({ model, dense }: SmallRun, node: UpstreamNode): number {
  const pass = dense(node.token.position);
  const [kind, , a, b] = node.id.split('.');
  const slot = node.slot as number;
  if (kind === 'e') return pass.residual(0)[slot];
  if (kind === 's') return pass.residual(Number(a) >> 1, Number(a) % 2 === 1)[slot];
  const layer = node.layer as number;
  if (kind === 'h') return pass.attend(layer, Number(b)).value[Number(node.id.split('.')[4])];
  const { gate, value, output, names } = model.layers[layer].ffn;
  const x = pass.residual(layer, true);
  let sum = 0;
  for (const neuron of node.neurons ?? [])
    sum +=
      output[slot * names.length + neuron] *
      (Math.max(0, dot(gate, neuron, x)) * dot(value, neuron, x));
  return sum;
}

function dot(matrix: Float64Array, row: number, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += matrix[row * x.length + i] * x[i];
  return sum;
}
