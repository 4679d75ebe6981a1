/** The drawing of a graph, which a worker lays out while the page goes on. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Drawing } from './layout';
import script from './layout-worker?text';
import type { Seen } from './merge';

export interface Drawn {
  /** The newest that there is, which stays until there is a newer one. */
  readonly drawing?: Drawing;
  /** The newest graph could not be laid out. */
  readonly failed?: true;
}

/** Of nothing there is no drawing. */
export function useDrawing(seen: Seen | undefined): Drawn {
  const [drawn, setDrawn] = useState<Drawn>({});
  const layouts = useRef<Layouts | undefined>(undefined);
  useLayoutEffect(() => {
    layouts.current = createLayouts(setDrawn);
    return layouts.current.close;
  }, []);
  useLayoutEffect(() => layouts.current?.want(seen), [seen]);
  return drawn;
}

interface Layouts {
  want(seen: Seen | undefined): void;
  close(): void;
}

/** One graph is laid out at a time: of those that come meanwhile only the newest, and `tell` hears of the newest only. */
function createLayouts(tell: (drawn: Drawn) => void): Layouts {
  let worker: Worker | undefined;
  let under: Seen | undefined;
  let wanted: Seen | undefined;

  function begin(): void {
    under = wanted;
    if (!under) return;
    try {
      worker ??= startWorker(end, fail);
      worker.postMessage(under);
    } catch {
      fail();
    }
  }
  function end(drawn: Drawn): void {
    const isNewest = under === wanted;
    under = undefined;
    if (isNewest) tell(drawn);
    else begin();
  }
  /** The next graph gets a worker of its own. */
  function fail(): void {
    close();
    end({ failed: true });
  }
  function close(): void {
    worker?.terminate();
    worker = undefined;
  }

  return {
    want(seen) {
      wanted = seen;
      if (!seen) tell({});
      else if (!under) begin();
    },
    close,
  };
}

/** A webview may start a worker from a `blob:` URL only. */
const URL_OF_SCRIPT = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));

function startWorker(end: (drawn: Drawn) => void, fail: () => void): Worker {
  const worker = new Worker(URL_OF_SCRIPT);
  worker.onmessage = ({ data }: MessageEvent<Drawing>) => end({ drawing: data });
  worker.onerror = fail;
  return worker;
}
