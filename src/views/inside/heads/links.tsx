/** Both ways from the selected token: what it reads, and who reads it. */
import { useEffect, useState } from 'preact/hooks';
import type { Heads, Reader, Readers } from '../../../protocol/heads-requests';
import type { ModelOutline } from '../../../protocol/inside-model';
import { grouped } from '../../../protocol/numbers';
import { ask } from '../channel';
import { generation, select, state } from '../store';
import { TokenAt } from '../token';
import { headName } from '../words';

/** Tokens that are searched at first, and again with each "more". */
const SEARCHED = 1000;

interface LinksProps {
  readonly model: ModelOutline;
  readonly heads: Heads;
}

export function Links({ model, heads }: LinksProps) {
  return (
    <>
      <Reads {...{ model, heads }} />
      <ReadBy key={heads.token.position} {...{ model }} position={heads.token.position} />
    </>
  );
}

function Reads({ model, heads }: LinksProps) {
  const { position } = heads.token;
  const all = heads.layers.flatMap((layer, l) =>
    layer.flatMap((at, h) =>
      (at.now || at.later) && model.layers[l].heads[h].tie !== 'average' ? [{ l, h, at }] : [],
    ),
  );
  return (
    <section class="links" aria-label="What this token reads">
      <h3>What this token reads</h3>
      {all.length === 0 && <p class="function">Nothing that matters.</p>}
      <ul>
        {all.map(({ l, h, at }) => (
          <li key={headName(l, h)}>
            <HeadLink {...{ model, position }} layer={l} head={h} /> from{' '}
            <TokenAt token={at.winner} />
            {!at.now && <span class="function"> for later</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface HeadLinkProps {
  readonly model: ModelOutline;
  readonly position: number;
  readonly layer: number;
  readonly head: number;
}

function HeadLink({ model, position, layer, head }: HeadLinkProps) {
  return (
    <button
      type="button"
      class="link"
      title="Select this head"
      onClick={() => select({ position, layer, head })}
    >
      {headName(layer, head)} {model.layers[layer].heads[head].name}
    </button>
  );
}

/** Of one token: another has another of its own. */
function ReadBy({ model, position }: { model: ModelOutline; position: number }) {
  const [found, setFound] = useState<Readers>();
  const [until, setUntil] = useState(position + 1 + SEARCHED);
  const moment = generation.value;
  const stands = state.value.is === 'standing';

  useEffect(() => {
    let current = true;
    async function search(): Promise<void> {
      let readers: readonly Reader[] = [];
      for (let from = position + 1, complete = !stands; current && !complete; ) {
        const part = await ask('stepformer.readers', { position, from, to: until });
        readers = [...readers, ...part.readers];
        from = part.to;
        complete = part.complete;
        if (current) setFound({ readers, to: from, complete });
      }
    }
    // The program may have gone on meanwhile: the next stop asks again.
    search().catch(() => {});
    return () => {
      current = false;
    };
  }, [position, until, stands, moment]);

  const recorded = state.value.is === 'standing' ? state.value.recorded : 0;
  return (
    <section class="links" aria-label="Who reads this token">
      <h3>Who reads this token</h3>
      <ul>
        {found?.readers.map(({ token, heads }) => (
          <li key={token.position}>
            <TokenAt token={token} /> by{' '}
            {heads.map(({ layer, head }, i) => (
              <span key={headName(layer, head)}>
                {i > 0 && ', '}
                <HeadLink {...{ model, layer, head }} position={token.position} />
              </span>
            ))}
          </li>
        ))}
      </ul>
      {found && (
        <p class="function" role="status">
          {found.readers.length === 0 && 'Nobody so far. '}
          {found.to >= recorded
            ? 'All later tokens were looked at.'
            : `Tokens up to ${grouped(found.to - 1)} were looked at.`}{' '}
          {found.complete && found.to < recorded && (
            <button type="button" class="link" onClick={() => setUntil(until + SEARCHED)}>
              Look further
            </button>
          )}
        </p>
      )}
    </section>
  );
}
