/** The graph as a tree, for the keyboard and for screen readers: below a node what it was computed from. */
import { useRef } from 'preact/hooks';
import { grouped } from '../../../protocol/numbers';
import type { UpstreamNode } from '../../../protocol/upstream-requests';
import { foldedIn, type Link, linksInto, type Nodes } from './merge';
import { partOf, ROLES, titleOf, whereOf } from './words';

interface Row {
  readonly node: UpstreamNode;
  readonly link: Link | undefined;
  readonly level: number;
  /** Whether it is told further above, with what is below it. */
  readonly again: boolean;
  readonly open: boolean;
}

interface Props {
  readonly nodes: Nodes;
  readonly root: string;
  readonly closed: ReadonlySet<string>;
  readonly focused: string;
  readonly focus: (id: string) => void;
  readonly choose: (id: string) => void;
  readonly open: (id: string) => void;
  readonly close: (id: string) => void;
}

export function Tree({ nodes, root, closed, focused, focus, choose, open, close }: Props) {
  const rows = rowsOf(nodes, root, closed);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    rows.findIndex(({ node, again }) => node.id === focused && !again),
  );
  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), rows.length - 1);
    focus(rows[next].node.id);
    (list.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const { node, open: isOpen, level } = rows[at];
    const act = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowRight: () => (isOpen && foldedIn(node) === 0 ? go(at + 1) : open(node.id)),
      ArrowLeft: () =>
        isOpen ? close(node.id) : go(rows.findLastIndex((row, i) => i < at && row.level < level)),
      Enter: () => choose(node.id),
      ' ': () => choose(node.id),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      class="tree"
      role="tree"
      aria-label="What the decision was computed from"
      ref={list}
      onKeyDown={press}
    >
      {rows.map(({ node, link, level, again, open: isOpen }, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of its items
        <div
          key={i}
          role="treeitem"
          aria-level={level + 1}
          aria-expanded={again || node.parts.length === 0 ? undefined : isOpen}
          aria-selected={node.id === focused}
          tabIndex={i === at ? 0 : -1}
          style={{ paddingInlineStart: `${level * 14 + 4}px` }}
          onFocus={() => focus(node.id)}
          onClick={() => choose(node.id)}
        >
          {link && (
            <span class={`sign ${link.role !== 'sum' ? 'dim' : link.number < 0 ? 'less' : 'more'}`}>
              {ROLES[link.role]} {link.number < 0 ? '−' : link.role === 'sum' ? '+' : ''}
              {grouped(Math.abs(link.number))}
            </span>
          )}{' '}
          <strong>{titleOf(node)}</strong>{' '}
          <span class="dim">
            {partOf(node)}, {whereOf(node)}
            {again && ' (as above)'}
            {!again && foldedIn(node) > 0 && ` and ${foldedIn(node)} more`}
          </span>
        </div>
      ))}
    </div>
  );
}

function rowsOf(nodes: Nodes, root: string, closed: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const told = new Set<string>();
  const visit = (node: UpstreamNode, link: Link | undefined, level: number) => {
    const again = told.has(node.id);
    const links = again || closed.has(node.id) ? [] : linksInto(nodes, node);
    rows.push({ node, link, level, again, open: links.length > 0 });
    told.add(node.id);
    for (const next of links) {
      const below = nodes.get(next.from);
      if (below) visit(below, next, level + 1);
    }
  };
  const first = nodes.get(root);
  if (first) visit(first, undefined, 0);
  return rows;
}
