/** The colours of the editor's theme, as a canvas needs them. */
import { COLOURS } from './palette';

export interface Theme {
  /** Colours of functions by their place in the palette; the last is that of the others. */
  readonly functions: readonly string[];
  readonly text: string;
  readonly faint: string;
  readonly background: string;
  readonly now: string;
  readonly hit: string;
  readonly edit: string;
  readonly bookmark: string;
  readonly branch: string;
  readonly output: string;
  readonly font: string;
}

/** Reads the variables that VS Code gives a webview; a later name is for themes that lack the earlier ones. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const colour = (...names: readonly string[]) =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find(Boolean) ?? '#888';
  const own = Array.from({ length: COLOURS }, (_, i) => colour(`stepformer-function${i + 1}`));
  return {
    functions: [...own, colour('stepformer-otherFunction')],
    text: colour('foreground'),
    faint: colour('descriptionForeground', 'foreground'),
    background: colour('panel-background', 'editor-background'),
    now: colour('focusBorder', 'foreground'),
    hit: colour('debugIcon-breakpointForeground', 'errorForeground'),
    edit: colour('stepformer-edit'),
    bookmark: colour('stepformer-bookmark'),
    branch: colour('stepformer-future'),
    output: colour('foreground'),
    font: `11px ${style.fontFamily}`,
  };
}

/** Calls when the person chooses another theme, which VS Code tells by the body's class. */
export function onThemeChange(act: () => void): void {
  new MutationObserver(act).observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id'],
  });
}
