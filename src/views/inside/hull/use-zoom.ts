/** Zooming and panning of what lies across, by wheel, drag, fingers and commands: d3-zoom over a range of numbers. */
import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Range } from './scene';

/** The narrowest range that is shown. */
const NARROWEST = 2;

export interface Zooming {
  /** Shows a range as if a person had zoomed to it. */
  by(factor: number): void;
  /** Pans by a part of what is shown. */
  pan(part: number): void;
}

/**
 * `domain` is what is shown of `whole`, between the pixels `left` and `right` of the element. What a person does is told
 * to `onDomain`; the owner of the domain passes it in again.
 */
export function useZoom(
  element: RefObject<SVGSVGElement | null>,
  domain: Range,
  whole: Range,
  [left, right]: Range,
  onDomain: (domain: Range) => void,
): Zooming {
  const behavior = useRef<ZoomBehavior<SVGSVGElement, unknown>>(undefined);
  const current = useRef({ domain, whole, left, right, onDomain });
  current.current = { domain, whole, left, right, onDomain };
  const base = () => {
    const { whole, left, right } = current.current;
    return scaleLinear(whole, [left, right]);
  };

  useEffect(() => {
    const svg = element.current;
    if (!svg) return;
    const created = zoom<SVGSVGElement, unknown>()
      .filter((event: Event) => !(event as MouseEvent).button && !(event as MouseEvent).ctrlKey)
      .clickDistance(4)
      .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
        // Without a source it was set from here.
        if (!event.sourceEvent) return;
        const [from, to] = event.transform.rescaleX(base()).domain();
        current.current.onDomain([from, to]);
      });
    behavior.current = created;
    const target = select<SVGSVGElement, unknown>(svg);
    target.call(created).on('dblclick.zoom', null);
    return () => {
      target.on('.zoom', null);
    };
  }, [element.current]);

  // The transform of d3 follows the domain.
  useEffect(() => {
    const svg = element.current;
    const { current: behaves } = behavior;
    if (!svg || !behaves) return;
    const scale = base();
    const [x0, x1] = domain.map(scale);
    const k = (right - left) / Math.max(1e-12, x1 - x0);
    behaves
      .scaleExtent([Math.min(1, k), Math.max(1, (whole[1] - whole[0]) / NARROWEST)])
      .extent([
        [left, 0],
        [right, 1],
      ])
      .translateExtent([
        [Math.min(left, x0), Number.NEGATIVE_INFINITY],
        [Math.max(right, x1), Number.POSITIVE_INFINITY],
      ]);
    select<SVGSVGElement, unknown>(svg).call(
      behaves.transform,
      zoomIdentity.translate(left - k * x0, 0).scale(k),
    );
  }, [domain[0], domain[1], whole[0], whole[1], left, right]);

  const within = ([from, to]: Range): Range => {
    const { whole } = current.current;
    const span = Math.min(Math.max(to - from, NARROWEST), whole[1] - whole[0]);
    const begin = Math.min(Math.max((from + to - span) / 2, whole[0]), whole[1] - span);
    return [begin, begin + span];
  };
  return {
    by(factor) {
      const [from, to] = current.current.domain;
      const middle = (from + to) / 2;
      const half = (to - from) / 2 / factor;
      onDomain(within([middle - half, middle + half]));
    },
    pan(part) {
      const [from, to] = current.current.domain;
      const by = (to - from) * part;
      onDomain(within([from + by, to + by]));
    },
  };
}
