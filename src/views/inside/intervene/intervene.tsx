/** What would happen if something of the forward pass were another: planned here, run beside the real run, compared. */
import { selection } from '../store';
import { Builder } from './builder';
import { Invitation } from './invitation';
import { Outcome } from './outcome';
import './intervene.css';
import { plan, ran, redo, undo } from './plan';
import { Planned } from './planned';

export function InterveneView() {
  const selected = selection.value?.position;
  const position = plan.value.position ?? selected;
  if (position === undefined || selected === undefined)
    return <p class="notice">Select a token to change something at it.</p>;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
    if (event.key === 'z') undo();
    else if (event.key === 'y' || event.key === 'Z') redo();
    else return;
    event.preventDefault();
  };
  return (
    <div class="intervene" role="group" aria-label="Interventions" onKeyDown={onKeyDown}>
      <Builder position={position} />
      <Planned />
      {ran.value && plan.value.position !== undefined && <Outcome ran={ran.value} />}
      <details open={plan.value.position === undefined}>
        <summary>Experiments to begin with</summary>
        <Invitation position={selected} />
      </details>
    </div>
  );
}
