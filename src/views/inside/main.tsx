/** The page that looks inside the transformer. */
import { render } from 'preact';
import { send } from './channel';
import { Header } from './header';
import { start, state, view } from './store';
import { Tabs } from './tabs';
import { TourStrip } from './tour/tour';
import { views } from './views';
import '../editor.css';
import './style.css';

function Page() {
  if (state.value.is === 'empty') return <Empty />;
  const { component: Shown, title } = views.find(({ id }) => id === view.value) ?? views[0];
  return (
    <div class="page" data-state={state.value.is}>
      <Header />
      <TourStrip />
      <Tabs />
      <div id="view" role="tabpanel" aria-label={title}>
        <Shown />
      </div>
      {state.value.is === 'running' && (
        <p class="running over" role="status">
          {state.value.program} is running…
        </p>
      )}
    </div>
  );
}

function Empty() {
  return (
    <main class="empty">
      <p>
        Nothing is being debugged. Stop on a line of C and see the transformer compute it: which
        heads read which tokens, what the residual stream holds, and why the next token is the one
        that it is.
      </p>
      <p>
        <button type="button" onClick={() => send({ type: 'start', what: 'file' })}>
          Debug the Open File
        </button>{' '}
        <button
          type="button"
          class="secondary"
          onClick={() => send({ type: 'start', what: 'sample' })}
        >
          Open a Sample
        </button>
      </p>
    </main>
  );
}

start();
render(<Page />, document.getElementById('page') as HTMLElement);
