/**
 * A terminal in which a program runs. The editor opens it and starts a process of ours there, which connects to a
 * loopback port. First it says a key that nobody else was told; then it sends what is typed, in packets of a length
 * (two bytes, little-endian) and as many bytes, of which an empty one says that the input has ended. Back come the
 * bytes that the program writes, as they are.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** How the process finds its way back, `PORT:KEY`. */
export const TERMINAL_VARIABLE = 'STEPFORMER_TERMINAL';

export interface Terminal {
  write(bytes: Uint8Array): void;
  /** What was written still arrives. */
  close(): void;
}

export interface TerminalListener {
  /** What was typed; `undefined` at its end. */
  input(bytes: Uint8Array | undefined): void;
  /** The terminal has gone, or the person pressed Ctrl+C in it. */
  gone(): void;
}

/**
 * `start` has the process started with the environment variable at this value. Rejects if that fails, or if the
 * process has not connected after `patience` milliseconds.
 */
export async function openTerminal(
  start: (value: string) => Promise<void>,
  listener: TerminalListener,
  patience: number,
): Promise<Terminal> {
  const key = randomBytes(16).toString('hex');
  const server = createServer();
  try {
    const port = await listen(server);
    const connected = accept(server, key, patience);
    connected.catch(() => {});
    await start(`${port}:${key}`);
    const socket = await connected;
    let closing = false;
    const unpack = unpacker((bytes) => listener.input(bytes.length > 0 ? bytes : undefined));
    socket.on('data', unpack);
    socket.on('close', () => {
      if (!closing) listener.gone();
    });
    return {
      write: (bytes) => socket.write(bytes),
      close() {
        closing = true;
        socket.end();
      },
    };
  } finally {
    server.close();
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

/** The first connection that says the key; what follows it is still to be read. */
function accept(server: Server, key: string, patience: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('nothing in it connects')), patience);
    server.on('connection', (socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('readable', () => {
        const said: Buffer | null = socket.read(key.length);
        if (!said || !timingSafeEqual(said, Buffer.from(key))) {
          socket.destroy();
          return;
        }
        clearTimeout(timer);
        resolve(socket);
      });
    });
  });
}

const HEADER = 2;
const LONGEST = 0xffff;

/** Puts packets together from the pieces in which they arrive. */
function unpacker(hear: (bytes: Uint8Array) => void): (piece: Buffer) => void {
  let received = Buffer.alloc(0);
  return (piece) => {
    received = Buffer.concat([received, piece]);
    while (received.length >= HEADER) {
      const end = HEADER + received.readUInt16LE();
      if (received.length < end) return;
      hear(Uint8Array.from(received.subarray(HEADER, end)));
      received = received.subarray(end);
    }
  };
}

function packet(bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt16LE(bytes.length);
  return Buffer.concat([header, bytes]);
}

/** The process in the terminal. `value`: of the environment variable. It ends when the program does. */
export function serveTerminal(value: string): void {
  const [port, key] = value.split(':');
  const { stdin, stdout, stderr } = process;
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  socket.write(key);
  stdin.on('data', (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; at += LONGEST)
      socket.write(packet(bytes.subarray(at, at + LONGEST)));
  });
  stdin.on('end', () => socket.write(packet(new Uint8Array())));
  socket.pipe(stdout);
  socket.on('end', () => process.exit());
  socket.on('error', (error) => {
    stderr.write(`The debugger cannot be reached (${error.message}): start it again.\n`);
    process.exit(2);
  });
}
