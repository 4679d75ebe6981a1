/** The pages that look inside: panels beside the editors, as many as one opens, and one view in the panel. */
import * as vscode from 'vscode';
import {
  type FromInsidePage,
  type ToInsidePage,
  VIEWS,
  type View,
} from '../../protocol/inside-view';
import { openPage, pageOptions } from '../page';
import { BODY } from './body';

/** A page that is open. */
export interface InsidePage {
  /** What it shows; absent until it has said so. */
  view?: View;
  post(message: ToInsidePage): void;
}

export interface InsidePages {
  readonly open: ReadonlySet<InsidePage>;
  post(message: ToInsidePage): void;
  /** Shows a panel with a view, or the last one that was used. */
  show(view?: View): void;
  dispose(): void;
}

const PANEL = 'stepformer.inside';
const NAMES: Readonly<Record<View, string>> = {
  trace: 'Trace',
  heads: 'Heads',
  hull: 'Hull',
  residual: 'Residual Stream',
  upstream: 'Upstream',
  intervene: 'Intervene',
};

export function createPages(
  extension: vscode.Uri,
  heard: (message: FromInsidePage, page: InsidePage) => void,
): InsidePages {
  const open = new Set<InsidePage>();
  /** The last one that was used comes last. */
  const panels = new Map<vscode.WebviewPanel, InsidePage>();

  /** `begins`: with which view, where it is not the one that the page itself remembers. */
  function attach(webview: vscode.Webview, begins?: View, named?: (view: View) => void) {
    const page: InsidePage = { view: begins, post: (message) => void webview.postMessage(message) };
    open.add(page);
    let pending = begins;
    webview.onDidReceiveMessage((message: FromInsidePage) => {
      if (message.type === 'ready' && pending) page.post({ type: 'show', view: pending });
      if (message.type === 'ready') pending = undefined;
      if (message.type === 'shows') {
        page.view = message.view;
        named?.(message.view);
      }
      heard(message, page);
    });
    openPage(webview, extension, 'inside', { title: 'Inside the Transformer', body: BODY });
    return page;
  }

  function adopt(panel: vscode.WebviewPanel, begins?: View): void {
    const page = attach(panel.webview, begins, (view) => {
      panel.title = NAMES[view];
    });
    panels.set(panel, page);
    panel.onDidChangeViewState(() => {
      if (!panel.active) return;
      panels.delete(panel);
      panels.set(panel, page);
    });
    panel.onDidDispose(() => {
      panels.delete(panel);
      open.delete(page);
    });
  }

  const registered = vscode.Disposable.from(
    vscode.window.registerWebviewPanelSerializer(PANEL, {
      async deserializeWebviewPanel(panel) {
        adopt(panel);
      },
    }),
    vscode.window.registerWebviewViewProvider(PANEL, {
      resolveWebviewView(view) {
        const page = attach(view.webview, undefined, (shown) => {
          view.description = NAMES[shown];
        });
        view.onDidDispose(() => open.delete(page));
      },
    }),
  );

  return {
    open,
    post(message) {
      for (const page of open) page.post(message);
    },
    show(view) {
      const known = [...panels].findLast(([, page]) => !view || page.view === view)?.[0];
      if (known) return known.reveal(undefined, false);
      const begins = view ?? VIEWS[1];
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
      // A panel that is open already says where panels go; another beside it would divide the window again.
      const beside = [...panels.keys()].at(-1)?.viewColumn ?? column.viewColumn;
      adopt(
        vscode.window.createWebviewPanel(
          PANEL,
          NAMES[begins],
          { ...column, viewColumn: beside },
          pageOptions(extension),
        ),
        begins,
      );
    },
    dispose() {
      registered.dispose();
      for (const panel of panels.keys()) panel.dispose();
    },
  };
}
