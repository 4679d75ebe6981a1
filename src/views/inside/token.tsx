/** A token and where it belongs, as all views name them. */
import type { InstructionPlace, TokenPlace } from '../../protocol/inside';
import { grouped } from '../../protocol/numbers';
import { send } from './channel';
import { selectMore } from './store';
import { fileName } from './words';

/** A token as a link that selects it. */
export function TokenLink({ token }: { token: TokenPlace }) {
  return (
    <button
      type="button"
      class="link token"
      title={`Select token ${grouped(token.position)}`}
      onClick={() => selectMore({ position: token.position })}
    >
      <span class="position">{grouped(token.position)}</span> <code>{token.text}</code>
    </button>
  );
}

/** The line of an instruction as a link that shows it in the editor. */
export function LineLink({ instruction }: { instruction: InstructionPlace }) {
  const { file, line } = instruction;
  if (file === undefined || line === undefined) return null;
  return (
    <button
      type="button"
      class="link line"
      title={`Go to the line ${file}:${line}`}
      onClick={() => send({ type: 'reveal', file, line })}
    >
      {fileName(file)}:{line}
    </button>
  );
}

/** A token with its instruction, function and line. */
export function TokenAt({ token }: { token: TokenPlace }) {
  const { instruction, by } = token;
  return (
    <span class="token-at">
      <TokenLink token={token} />
      {by !== 'model' && <span class="by">{by === 'prompt' ? 'prompt' : 'you'}</span>}
      {instruction && (
        <>
          {' '}
          <code>{instruction.text}</code> <span class="function">{instruction.function}</span>{' '}
          <LineLink instruction={instruction} />
        </>
      )}
    </span>
  );
}
