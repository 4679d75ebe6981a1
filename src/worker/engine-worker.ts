/** The thread in which the engine runs: it does what it is asked, and hears a pause between two slices. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Arrival } from '../debugger/transformer';
import type { Connection } from '../engine/reader';
import { Journey } from './journey';
import type { Reply, Request, Start } from './messages';

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
function tellConnection({ connection }: { readonly connection: Connection }): void {
  if (connection.memory === told) return;
  told = connection.memory;
  reply({ kind: 'connected', connection });
}

function answer(request: Request): Arrival | undefined {
  switch (request.kind) {
    case 'read':
      journey.read(request.prompt, request.inputs);
      return undefined;
    case 'forward':
      return journey.forward(request.request);
    case 'backward':
      return journey.backward(request.request);
  }
  return undefined;
}

tellConnection(journey.engine);
port.on('message', (request: Request) => {
  // What it was to end has ended by itself.
  if (request.kind === 'pause') return;
  if (request.kind === 'input') {
    journey.type(request.bytes);
    return;
  }
  const arrival = answer(request);
  tellConnection(journey.engine);
  reply({ kind: 'standing', arrival });
});
