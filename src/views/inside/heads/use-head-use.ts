/** How often each head matters, over more and more tokens until all that were asked for are counted. */
import { useEffect, useState } from 'preact/hooks';
import type { HeadUse } from '../../../protocol/heads-requests';
import { ask } from '../channel';
import { generation, selection, state } from '../store';

/** Over the `last` tokens up to the selected one. */
export function useHeadUse(last: number): HeadUse | undefined {
  const [use, setUse] = useState<HeadUse>();
  const until = selection.value?.position;
  const stands = state.value.is === 'standing';
  const moment = generation.value;
  // Also asked again when the program stands elsewhere: other tokens may then be where these were.
  useEffect(() => {
    let current = true;
    async function count(): Promise<void> {
      if (until === undefined || !stands) return;
      for (let complete = false; current && !complete; ) {
        const counted = await ask('stepformer.headUse', { until, last });
        if (current) setUse(counted);
        complete = counted.complete;
      }
    }
    // The program may have gone on meanwhile: the next stop asks again.
    count().catch(() => {});
    return () => {
      current = false;
    };
  }, [until, last, stands, moment]);
  return use;
}
