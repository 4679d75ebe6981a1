/** A decision of the model in sentences. */
import { grouped } from '../../protocol/numbers';
import type { Guess } from '../../protocol/residual-requests';
import type { UpstreamNode } from '../../protocol/upstream-requests';
import { describe } from './meaning';
import type { WholeNode } from './upstream-nodes';

/** Slots and reads that a sentence names. */
const MOST = 3;

interface Told {
  readonly chosen: Guess;
  readonly against: Guess;
  /** The token that came, where one is recorded. */
  readonly came: string | undefined;
  readonly decision: WholeNode;
  readonly graph: readonly UpstreamNode[];
}

export function wordsOf({ chosen, against, came, decision, graph }: Told): string[] {
  const { token, value, parts } = decision;
  const [part] = parts;
  const { instruction, text, position } = token;
  const isHeard = came === undefined || came === chosen.text;
  const where = instruction ? `${describe(instruction)}: after` : 'After';
  const terms = [...part.terms].sort((a, b) => Math.abs(b.number) - Math.abs(a.number));
  const listed = terms
    .slice(0, MOST)
    .map(({ name, value, number }) => `${name} = ${grouped(value)} adds ${grouped(number)}`);
  const rest = terms.length - listed.length;
  const others = [
    ...(rest > 0 ? [`${rest} other ${rest === 1 ? 'slot' : 'slots'}`] : []),
    ...(part.constant !== 0 ? [`a constant ${grouped(part.constant)}`] : []),
  ];
  return [
    `${where} ${text} at ${grouped(position)} the model ${isHeard ? 'writes' : 'would write'} ${chosen.text}, ${grouped(value)} ahead of ${against.text}.`,
    ...(isHeard ? [] : [`What came is ${came}, which the prompt, the host or a person has said.`]),
    ...(listed.length > 0 ? [`Of this margin ${[...listed, ...others].join(', ')}.`] : []),
    ...readsOf(graph, position),
  ];
}

/** What heads of the same token fetched, of those that matter most. */
function readsOf(graph: readonly UpstreamNode[], position: number): string[] {
  const told = new Set<string>();
  return graph.flatMap(({ token, layer, head, by, name, value, meaning, reads }) => {
    const title = `L${layer}H${head} ${by}`;
    if (!reads || token.position !== position || told.has(title) || told.size >= MOST) return [];
    told.add(title);
    const number = meaning ? `${grouped(value)} (${meaning})` : grouped(value);
    return [`${title} reads ${name} = ${number} from ${reads.text} at ${grouped(reads.position)}.`];
  });
}
