/** What is looked for among the heads, and the legend. */
import type { HeadUse } from '../../../protocol/heads-requests';
import type { ModelOutline } from '../../../protocol/inside-model';
import { grouped } from '../../../protocol/numbers';
import { send } from '../channel';
import { countOver, isLookedFor, last, roles, searched, toggleRole } from './filter';
import { ROLES, roleLook } from './roles';

const LENGTHS = [100, 1000, 10_000];

export function Tools({ model, use }: { model: ModelOutline; use: HeadUse | undefined }) {
  const all = model.layers.flatMap(({ heads }, l) =>
    heads.map((outline, h) => ({ outline, l, h })),
  );
  const present = [...new Set(all.map(({ outline }) => outline.role))];
  const order = Object.keys(ROLES);
  present.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const found = all.filter(({ outline, l, h }) => isLookedFor(outline, l, h)).length;
  return (
    <div class="heads-tools">
      <input
        type="search"
        placeholder="Search heads"
        aria-label="Search heads by name"
        value={searched.value}
        onInput={({ currentTarget }) => {
          searched.value = currentTarget.value;
        }}
      />
      <span class="function" role="status">
        {found === all.length ? `${all.length} heads` : `${found} of ${all.length} heads`}
      </span>
      <label>
        use over the last{' '}
        <select
          value={last.value}
          onChange={({ currentTarget }) => countOver(Number(currentTarget.value))}
        >
          {LENGTHS.map((length) => (
            <option key={length} value={length}>
              {grouped(length)}
            </option>
          ))}
        </select>{' '}
        tokens
        {use && use.to - use.from < last.value && (
          <span class="function">, {grouped(use.to - use.from)} so far</span>
        )}
      </label>
      <button
        type="button"
        class="link"
        title="Write what the heads do to files for HeadVis, one a head"
        onClick={() => send({ type: 'exportHeads' })}
      >
        Export heads…
      </button>
      <div class="legend" role="group" aria-label="Show only heads that">
        {present.map((role) => {
          const { name, sign, colour, does } = roleLook(role);
          return (
            <button
              type="button"
              key={role}
              class="role"
              aria-pressed={roles.value.includes(role)}
              title={`${name}: ${does}`}
              onClick={() => toggleRole(role)}
            >
              <span class="swatch" style={{ color: colour }} aria-hidden="true">
                {sign}
              </span>
              {name}
            </button>
          );
        })}
      </div>
    </div>
  );
}
