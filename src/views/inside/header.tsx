/** What is selected, as a path from the token to the slot, and ways to what one looked at or may look at next. */
import type { ComponentChildren } from 'preact';
import type { Selection, TokenPlace } from '../../protocol/inside';
import type { ModelOutline } from '../../protocol/inside-model';
import { grouped } from '../../protocol/numbers';
import { send } from './channel';
import { PictureMenu } from './picture-menu';
import { outline, selected, selection, selectMore, state } from './store';
import { LineLink } from './token';
import { useAnswer } from './use-answer';
import { headName } from './words';

export function Header() {
  const position = selection.value?.position;
  const { answer } = useAnswer(
    'stepformer.token',
    position === undefined ? undefined : { position },
  );
  return (
    <header>
      <Moves />
      {answer && selection.value && <Path token={answer} chosen={selection.value} />}
      <PictureMenu />
    </header>
  );
}

interface IconProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

function Icon({ label, disabled, onClick, children }: IconProps) {
  return (
    <button type="button" class="icon" {...{ disabled, onClick }} aria-label={label} title={label}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}

function Moves() {
  const { back, forward, pinned } = selected.value;
  const standing = state.value;
  const still = standing.is !== 'standing';
  const position = selection.value?.position;
  const recorded = standing.is === 'standing' ? standing.recorded : 0;
  const to = (position: number) => () => selectMore({ position });
  return (
    <div class="moves" role="toolbar" aria-label="Selection">
      <Icon
        label="Back to what was selected before"
        disabled={!back}
        onClick={() => send({ type: 'look', where: 'back' })}
      >
        <path d="M13 8H4M8 3.5 3.5 8 8 12.5" />
      </Icon>
      <Icon
        label="Forward again"
        disabled={!forward}
        onClick={() => send({ type: 'look', where: 'forward' })}
      >
        <path d="M3 8h9M8 3.5 12.5 8 8 12.5" />
      </Icon>
      <Icon label="Previous token" disabled={still || !position} onClick={to((position ?? 0) - 1)}>
        <path d="M10 3.5 5.5 8l4.5 4.5" />
      </Icon>
      <Icon
        label="Next token"
        disabled={still || position === undefined || position + 1 >= recorded}
        onClick={to((position ?? 0) + 1)}
      >
        <path d="M6 3.5 10.5 8 6 12.5" />
      </Icon>
      <Icon
        label="Back to the present moment of the debugger"
        disabled={!pinned}
        onClick={() => send({ type: 'look', where: 'present' })}
      >
        <circle cx="8" cy="8" r="5" />
        <circle cx="8" cy="8" r="1.5" class="filled" />
      </Icon>
      <Icon
        label="Make this token the present moment of the debugger"
        disabled={still || !pinned}
        onClick={() => send({ type: 'goTo', position: (position ?? 0) + 1 })}
      >
        <path d="M3 13V3M3 4h9l-2 2.5L12 9H3" />
      </Icon>
    </div>
  );
}

function Path({ token, chosen }: { token: TokenPlace; chosen: Selection }) {
  const { position, text, by, instruction } = token;
  const names = outline.value && partsOf(outline.value, chosen);
  return (
    <ol class="path" aria-label="Selection">
      <li>
        <span class="position">Token {grouped(position)}</span> <code>{text}</code>
        {by !== 'model' && <span class="by">{by === 'prompt' ? 'prompt' : 'you'}</span>}
      </li>
      {instruction && (
        <>
          <li>
            <code>{instruction.text}</code>
          </li>
          <li>
            <span class="function">{instruction.function}</span>
          </li>
          {instruction.line !== undefined && (
            <li>
              <LineLink instruction={instruction} />
            </li>
          )}
        </>
      )}
      {names?.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ol>
  );
}

/** Layer, head, neuron and slot by their names. */
function partsOf({ layers }: ModelOutline, { layer, head, neuron, slot }: Selection): string[] {
  const parts: string[] = [];
  if (layer !== undefined) {
    const { heads, neurons } = layers[layer];
    if (head !== undefined) parts.push(`${headName(layer, head)} ${heads[head].name}`);
    else if (neuron !== undefined)
      parts.push(`neuron ${neuron} of layer ${layer}: ${neurons[neuron]}`);
    else parts.push(`layer ${layer}`);
  }
  if (slot !== undefined) parts.push(`slot ${slot}`);
  return parts;
}
