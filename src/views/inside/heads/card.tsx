/** One head at the selected token: what it asked for, what it found, by how much, and what that matters for. */
import type { HeadAt, HeadUse } from '../../../protocol/heads-requests';
import type { HeadOutline } from '../../../protocol/inside-model';
import { grouped } from '../../../protocol/numbers';
import { send } from '../channel';
import { showView } from '../store';
import { TokenAt } from '../token';
import { useAnswer } from '../use-answer';
import { headName } from '../words';
import { roleLook } from './roles';

interface CardProps {
  readonly outline: HeadOutline;
  readonly layer: number;
  readonly head: number;
  readonly position: number;
  readonly at: HeadAt;
  readonly use: HeadUse | undefined;
}

export function Card({ outline, layer, head, position, at, use }: CardProps) {
  const { name, purpose, role, tie, values } = outline;
  const { sign, colour, name: roleName } = roleLook(role);
  const averages = tie === 'average';
  return (
    <article class="head-card" aria-label={`${headName(layer, head)} ${name}`}>
      <h2>
        <span class="badge" style={{ borderColor: colour }}>
          <span aria-hidden="true">{sign}</span> {roleName}
        </span>{' '}
        {headName(layer, head)} <strong>{name}</strong>
      </h2>
      <p class="purpose">{purpose}</p>
      <p class="matters">{mattersWords(at)}</p>
      <dl>
        <dt>Query</dt>
        <dd>
          <Pair numbers={at.query} />
        </dd>
        {averages ? (
          <>
            <dt>Reads</dt>
            <dd>the mean of all {grouped(position + 1)} tokens up to this one</dd>
          </>
        ) : (
          <>
            <dt>Winner</dt>
            <dd>
              <TokenAt token={at.winner} />
              <div class="numbers">
                key <Pair numbers={at.key} />, score {grouped(at.score)}
              </div>
            </dd>
            <dt>Runner-up</dt>
            <dd>
              {at.runnerUp ? (
                <>
                  <TokenAt token={at.runnerUp} />
                  <div class="numbers">margin {grouped(at.margin ?? 0)}</div>
                </>
              ) : (
                'none that the cache keeps'
              )}
            </dd>
            <dt>Tie-break</dt>
            <dd>
              <Tie {...{ layer, head, position }} token={at.winner.position} />
            </dd>
          </>
        )}
        <dt>Value</dt>
        <dd>
          <Values names={values} {...at} />
        </dd>
        {use && (
          <>
            <dt>Use</dt>
            <dd>
              <Use {...{ use, layer, head }} />
            </dd>
          </>
        )}
      </dl>
      <p class="acts">
        <button
          type="button"
          class="secondary"
          title="With Ctrl or ⌘ in a panel of its own"
          onClick={({ ctrlKey, metaKey }) =>
            ctrlKey || metaKey ? send({ type: 'open', view: 'hull' }) : showView('hull')
          }
        >
          Show Its Hull
        </button>
      </p>
    </article>
  );
}

function mattersWords({ now, later }: HeadAt): string {
  if (now && later)
    return 'Here it matters for the next token, and for what this token leaves to later ones.';
  if (now) return 'Here it matters for the next token.';
  if (later) return 'Here it matters for what this token leaves to later ones.';
  return 'Here it is unused: what it returns changes nothing.';
}

function Pair({ numbers: [a, b] }: { numbers: readonly [number, number] }) {
  return (
    <span class="pair">
      ({grouped(a)}, {grouped(b)})
    </span>
  );
}

interface ValuesProps extends Pick<HeadAt, 'value' | 'meanings'> {
  readonly names: readonly [string, string];
}

function Values({ names, value, meanings }: ValuesProps) {
  return (
    <ul class="values">
      {names.map((name, i) =>
        name === '' ? null : (
          <li key={name}>
            {name} = <span class="position">{grouped(value[i])}</span>
            {meanings[i] && <span class="function"> {meanings[i]}</span>}
          </li>
        ),
      )}
    </ul>
  );
}

interface TieProps {
  readonly layer: number;
  readonly head: number;
  readonly position: number;
  readonly token: number;
}

/** How many tokens have the key that won. */
function Tie(asks: TieProps) {
  const { answer } = useAnswer('stepformer.hullKey', asks);
  const others = (answer?.latest ?? []).filter((at) => at !== asks.token);
  if (!answer) return <span class="function">…</span>;
  if (answer.tokens === 1 || (answer.tokens === undefined && others.length === 0))
    return <>not needed: no other token has this key</>;
  return (
    <>
      {answer.tokens === undefined ? 'several' : grouped(answer.tokens)} tokens have this key; the
      latest wins
      {others.length > 0 && <>, before {others.slice(0, 3).map(grouped).join(', ')}</>}
    </>
  );
}

function Use({ use, layer, head }: { use: HeadUse; layer: number; head: number }) {
  const tokens = use.to - use.from;
  if (tokens === 0) return <>counted behind the prompt only</>;
  return (
    <>
      of the last {grouped(tokens)} tokens it matters at {grouped(use.now[layer][head])} for the
      next one, at {grouped(use.later[layer][head])} for later ones
    </>
  );
}
