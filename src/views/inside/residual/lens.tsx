/** The logit lens at the chosen moment: which tokens the unembedding would choose if the stream ended there. */
import type { Lens as Answer } from '../../../protocol/residual-requests';
import { momentName } from './moments';

export const TOP = 8;

export function Lens({ lens, moment }: { lens: Answer; moment: number }) {
  const { chosen, margin, came, moments } = lens;
  const here = moments[moment];
  const isLast = moment === moments.length - 1;
  return (
    <section class="part" aria-label="Logit lens">
      <h2>Logit lens after {momentName(here)}</h2>
      <p>
        The model chooses <code>{chosen.text}</code>, {String(margin)} ahead of the next token.
        {came !== undefined && came !== chosen.text && (
          <>
            {' '}
            What came is <code>{came}</code>, which the model did not say.
          </>
        )}{' '}
        {!isLast && (
          <span class="dim">
            Here {here.before === 0 ? 'no token comes' : `${here.before} tokens come`} before it.
          </span>
        )}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Token</th>
            <th scope="col" class="number">
              Logit
            </th>
          </tr>
        </thead>
        <tbody>
          {here.top.map(({ token, text, logit }) => (
            <tr key={token} class={token === chosen.token ? 'chosen' : undefined}>
              <td>
                {token === chosen.token ? '● ' : '○ '}
                <code>{text}</code>
              </td>
              <td class="number">
                <code>{String(logit)}</code>
              </td>
            </tr>
          ))}
          {here.top.every(({ token }) => token !== chosen.token) && (
            <tr class="chosen">
              <td>
                ● <code>{chosen.text}</code> <span class="dim">number {here.before + 1}</span>
              </td>
              <td class="number">
                <code>{String(here.logit)}</code>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
