/** How wide an element is, as it changes. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** What is drawn before the first measurement. */
const UNKNOWN = 800;

export function useWidth(element: RefObject<HTMLElement | null>): number {
  const width = useSignal(UNKNOWN);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(([{ contentRect }]) => {
      width.value = Math.floor(contentRect.width);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element.current]);
  return width.value;
}
