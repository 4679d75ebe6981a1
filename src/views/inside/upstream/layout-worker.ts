/** Lays graphs out in a thread of its own: each message is a graph, and is answered by its drawing. */
import { drawingOf } from './layout';
import type { Seen } from './merge';

addEventListener('message', ({ data }: MessageEvent<Seen>) => postMessage(drawingOf(data)));
