/** The thread in which the engine runs: it does what it is asked, and hears a pause between two slices. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Journey, NotExact } from './journey';
import type { Call, Reply, Request, Start } from './messages';

const port = parentPort;
if (!port) throw new Error('this script is the body of a worker thread');

const reply = (message: Reply) => port.postMessage(message);
const { model, known }: Start = workerData;
const journey = new Journey(model, known, {
  write: (written) => reply({ kind: 'output', written }),
  // While it runs, nothing but a pause can come.
  pauses: () => receiveMessageOnPort(port) !== undefined,
});

let told: WebAssembly.Memory | undefined;
/** The engine has another memory each time that it starts again. */
function tellConnection(): void {
  const { connection } = journey.head.engine;
  if (connection.memory === told) return;
  told = connection.memory;
  reply({ kind: 'connected', connection });
}

function answer({ kind, args }: Call): unknown {
  switch (kind) {
    case 'read':
      return journey.read(...args);
    case 'forward':
      return journey.forward(...args);
    case 'backward':
      return journey.backward(...args);
    case 'goTo':
      return journey.goTo(...args);
    case 'edit':
      return journey.edit(...args);
    case 'edits':
      return journey.edits;
    case 'futures':
      return journey.others();
    case 'switchTo':
      return journey.switchTo(...args);
    case 'compare':
      return journey.compare(...args);
    case 'survey':
      return journey.survey(...args);
    case 'search':
      return journey.search(...args);
    case 'written':
      return journey.head.host.record.read(...args);
  }
}

/** Whether the past is being taken in while nothing is asked. */
let preparing = false;
function prepare(): void {
  preparing = journey.prepare();
  if (preparing) setImmediate(prepare);
}

tellConnection();
port.on('message', (request: Request) => {
  // What it was to end has ended by itself.
  if (request.kind === 'pause') return;
  if (request.kind === 'input') {
    journey.head.host.type(request.bytes);
    return;
  }
  const { dropped } = journey;
  try {
    const value = answer(request.call);
    tellConnection();
    const { cursor } = journey;
    reply({ kind: 'answer', value, cursor, dropped: journey.dropped !== dropped });
    if (!preparing) prepare();
  } catch (error) {
    if (!(error instanceof NotExact)) throw error;
    reply({ kind: 'refusal', reason: error.message });
  }
});
