/** How a node was computed: all that its parts are sums of, to the last digit. */
import { grouped } from '../../../protocol/numbers';
import type { UpstreamNode, UpstreamPart } from '../../../protocol/upstream-requests';
import { selectMore } from '../store';
import { partOf, titleOf, whereOf } from './words';

export function Details({ node }: { readonly node: UpstreamNode }) {
  const { reads, parts, token } = node;
  return (
    <section class="details" aria-label="How it was computed">
      <h2>{titleOf(node)}</h2>
      <p>
        {partOf(node)} in the forward pass of {whereOf(node)}
        {token.instruction && ` (${token.instruction.text} in ${token.instruction.function})`}
        {reads && (
          <>
            , reads{' '}
            <button
              type="button"
              class="link"
              title="Select this token"
              onClick={() => selectMore({ position: reads.position })}
            >
              {reads.text} @{grouped(reads.position)}
            </button>
          </>
        )}
        .
      </p>
      {parts.map((part, i) => (
        <Part key={i} part={part} />
      ))}
    </section>
  );
}

const TITLES: Record<UpstreamPart['role'], string> = {
  sum: 'is the sum of',
  gate: 'gate, by which it is multiplied',
  query: 'query that the head asked',
  key: 'key that it found',
  mean: 'is a mean over all tokens up to here',
};

function Part({ part }: { readonly part: UpstreamPart }) {
  const { role, neuron, sum, edges, folded, constant, rounding } = part;
  const rows = [
    ...edges.map(({ name, weight, value, number }) => ({
      number,
      text: weight === 1 ? name : `${grouped(weight)} × ${grouped(value)} ${name}`,
    })),
    ...(folded.count > 0
      ? [{ number: folded.number, text: folded.count === 1 ? '1 other' : `${folded.count} others` }]
      : []),
    ...(constant !== 0 ? [{ number: constant, text: 'the same at every token' }] : []),
    ...(rounding !== 0 ? [{ number: rounding, text: 'rounding' }] : []),
  ];
  return (
    <table>
      <caption>
        <code>{grouped(sum)}</code> {TITLES[role]}
        {neuron !== undefined && ` (neuron ${neuron})`}
      </caption>
      <tbody>
        {rows.map(({ number, text }, i) => (
          <tr key={i}>
            <td class="number">
              <code>{grouped(number)}</code>
            </td>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
