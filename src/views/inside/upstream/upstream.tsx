/** Where the decision of the selected token comes from. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { UpstreamNode } from '../../../protocol/upstream-requests';
import { ask, keepOf, keptOf } from '../channel';
import { generation, select, selection } from '../store';
import { useAnswer } from '../use-answer';
import { useWidth } from '../use-width';
import { Details } from './details';
import { Graph } from './graph';
import { foldedIn, merged, seen } from './merge';
import { Tree } from './tree';
import { useDrawing } from './use-drawing';
import './upstream.css';

/** Nodes at first, and with each step further. */
const FIRST = 25;
const MORE = 12;
/** Tokens that one can compare with. */
const RIVALS = 8;
/** Below this width a graph cannot be read, and the tree is shown. */
const NARROW = 520;
const ZOOMS = [0.5, 0.7, 0.85, 1, 1.25] as const;

/** What a graph begins with, each time the same, so that it is laid out once. */
const NONE: readonly (readonly UpstreamNode[])[] = [];
const ALL_OPEN: ReadonlySet<string> = new Set();

const AT_WORK = 'Taking the decision apart…';
const NOT_DRAWN = 'The graph could not be drawn. The tree tells the same.';

/** What is there again when the view is shown again; `isTree` only where it is not what fits the width. */
interface Kept {
  readonly isTree: boolean | undefined;
  readonly zoom: number;
}

export function UpstreamView() {
  const before = keptOf<Kept>('upstream');
  const chosen = selection.value;
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const isTree = useSignal<boolean | undefined>(before.isTree);
  const zoom = useSignal(before.zoom ?? 3);
  useSignalEffect(() => keepOf<Kept>('upstream', { isTree: isTree.value, zoom: zoom.value }));
  const against = useSignal<number | undefined>(undefined);
  const more = useSignal<readonly (readonly UpstreamNode[])[]>([]);
  const closed = useSignal(ALL_OPEN);
  const focused = useSignal<string | undefined>(undefined);
  const trouble = useSignal<string | undefined>(undefined);
  /** The token whose decision is shown: selecting a node of another token does not lead away from it. */
  const shown = useSignal<number | undefined>(undefined);
  const own = useRef(false);

  const position = chosen?.position;
  useEffect(() => {
    if (own.current) own.current = false;
    else shown.value = position;
  }, [position]);
  useEffect(() => {
    against.value = undefined;
  }, [shown.value]);
  const asks =
    shown.value === undefined
      ? undefined
      : { position: shown.value, against: against.value, most: FIRST };
  const { answer, asks: asked, failure } = useAnswer('stepformer.upstream', asks);
  const lens = useAnswer(
    'stepformer.lens',
    shown.value === undefined ? undefined : { position: shown.value, top: RIVALS },
  );
  useEffect(() => {
    more.value = NONE;
    closed.value = ALL_OPEN;
    focused.value = answer?.root;
    trouble.value = undefined;
  }, [answer]);

  const all = useMemo(
    () => merged(answer ? [answer.nodes, ...more.value] : []),
    [answer, more.value],
  );
  const nodes = useMemo(
    () => seen(all, answer?.root ?? '', closed.value),
    [all, answer, closed.value],
  );
  const asTree = isTree.value ?? width < NARROW;
  const { drawing, failed } = useDrawing(
    useMemo(
      () => (answer && !asTree ? { nodes, closed: closed.value } : undefined),
      [answer, asTree, nodes, closed.value],
    ),
  );

  if (!answer || !asked)
    return (
      <div class="upstream" ref={place}>
        <p class="notice">{failure ?? AT_WORK}</p>
      </div>
    );

  const choose = (id: string) => {
    const node = nodes.get(id);
    if (!node) return;
    focused.value = id;
    const { layer, head, neurons, slot, token } = node;
    own.current = token.position !== selection.peek()?.position;
    select({ position: token.position, layer, head, neuron: neurons?.[0], slot });
  };
  const close = (id: string) => {
    closed.value = new Set([...closed.value, id]);
  };
  /** Shows what a node was computed from, all of it where some was shown already. */
  const open = (id: string) => {
    const node = all.get(id);
    if (!node) return;
    if (closed.value.has(id)) {
      closed.value = new Set([...closed.value].filter((each) => each !== id));
      return;
    }
    if (foldedIn(node) === 0) return;
    const now = generation.peek();
    ask('stepformer.upstream', { ...asked, node: id, most: MORE }).then(
      (answered) => {
        // It may be another graph by now.
        if (generation.peek() === now) more.value = [...more.peek(), answered.nodes];
      },
      (error: Error) => {
        trouble.value = error.message;
      },
    );
  };
  const toggle = (id: string) => {
    const node = all.get(id);
    focused.value = id;
    if (node && (closed.value.has(id) || foldedIn(node) > 0)) open(id);
    else close(id);
  };
  const focus =
    focused.value !== undefined && nodes.has(focused.value) ? focused.value : answer.root;
  const last = lens.answer?.moments.at(-1);
  const rivals = (last?.top ?? []).filter(({ token }) => token !== answer.chosen.token);
  const node = nodes.get(focus);
  const problem = failure ?? trouble.value ?? (failed && NOT_DRAWN);
  return (
    <div class="upstream" ref={place}>
      <ul class="words">
        {answer.words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div class="bar">
        <label>
          why {answer.chosen.text} and not{' '}
          <select
            value={answer.against.token}
            onChange={({ currentTarget }) => {
              against.value = Number(currentTarget.value);
            }}
          >
            {rivals.every(({ token }) => token !== answer.against.token) && (
              <option value={answer.against.token}>{answer.against.text}</option>
            )}
            {rivals.map(({ token, text }) => (
              <option key={token} value={token}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="toggle"
          aria-pressed={asTree}
          onClick={() => {
            // What fits the width is what is shown without being asked for.
            isTree.value = asTree === width < NARROW ? !asTree : undefined;
          }}
        >
          Tree
        </button>
        {!asTree && (
          <span>
            {([-1, 1] as const).map((step) => (
              <button
                key={step}
                type="button"
                class="toggle"
                aria-label={step < 0 ? 'Smaller' : 'Larger'}
                title={step < 0 ? 'Smaller' : 'Larger'}
                disabled={ZOOMS[zoom.value + step] === undefined}
                onClick={() => {
                  zoom.value += step;
                }}
              >
                {step < 0 ? '−' : '+'}
              </button>
            ))}
          </span>
        )}
      </div>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {asTree || failed ? (
        <Tree
          nodes={nodes}
          root={answer.root}
          closed={closed.value}
          focused={focus}
          focus={(id) => {
            focused.value = id;
          }}
          choose={choose}
          open={open}
          close={close}
        />
      ) : drawing ? (
        <Graph
          drawing={drawing}
          zoom={ZOOMS[zoom.value]}
          focused={focus}
          closed={closed.value}
          choose={choose}
          toggle={toggle}
        />
      ) : (
        <p class="notice">{AT_WORK}</p>
      )}
      {node && <Details node={node} />}
    </div>
  );
}
