/** As much of VS Code's themes as pages use: the colours of its default ones, and our own. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../editor/install';

export type Theme = 'light' | 'dark' | 'contrast';

const SHARED = {
  'font-family': 'sans-serif',
  'font-size': '13px',
  'editor-font-family': 'monospace',
  'editor-font-size': '13px',
};

const COLOURS: Readonly<Record<string, readonly [light: string, dark: string, contrast: string]>> =
  {
    foreground: ['#3b3b3b', '#cccccc', '#ffffff'],
    descriptionForeground: ['#717171', '#9d9d9d', '#ffffffb3'],
    disabledForeground: ['#61616180', '#cccccc80', '#a5a5a5'],
    errorForeground: ['#f85149', '#f85149', '#f48771'],
    'icon-foreground': ['#3b3b3b', '#cccccc', '#ffffff'],
    focusBorder: ['#005fb8', '#0078d4', '#f38518'],
    contrastBorder: ['', '', '#6fc3df'],
    contrastActiveBorder: ['', '', '#f38518'],
    'editor-background': ['#ffffff', '#1f1f1f', '#000000'],
    'editor-foreground': ['#3b3b3b', '#cccccc', '#ffffff'],
    'editor-selectionBackground': ['#add6ff', '#264f78', '#ffffff'],
    'editorWidget-background': ['#f8f8f8', '#202020', '#0c141f'],
    'editorWidget-foreground': ['#3b3b3b', '#cccccc', '#ffffff'],
    'editorWidget-border': ['#c8c8c8', '#454545', '#6fc3df'],
    'panel-border': ['#e5e5e5', '#2b2b2b', '#6fc3df'],
    'panelTitle-activeBorder': ['#005fb8', '#0078d4', '#6fc3df'],
    'panelTitle-activeForeground': ['#3b3b3b', '#cccccc', '#ffffff'],
    'panelTitle-inactiveForeground': ['#3b3b3b', '#9d9d9d', '#ffffff'],
    'button-background': ['#005fb8', '#0078d4', '#000000'],
    'button-foreground': ['#ffffff', '#ffffff', '#ffffff'],
    'button-border': ['#0000001a', '#ffffff12', '#6fc3df'],
    'button-hoverBackground': ['#0258a8', '#026ec1', '#000000'],
    'button-secondaryBackground': ['#e5e5e5', '#313131', '#000000'],
    'button-secondaryForeground': ['#3b3b3b', '#cccccc', '#ffffff'],
    'input-background': ['#ffffff', '#313131', '#000000'],
    'input-foreground': ['#3b3b3b', '#cccccc', '#ffffff'],
    'input-border': ['#cecece', '#3c3c3c', '#6fc3df'],
    'input-placeholderForeground': ['#767676', '#989898', '#ffffffb3'],
    'textLink-foreground': ['#005fb8', '#4daafc', '#21a6ff'],
    'textLink-activeForeground': ['#005fb8', '#4daafc', '#21a6ff'],
    'toolbar-hoverBackground': ['#b8b8b850', '#5a5d5e50', '#00000000'],
    'list-hoverBackground': ['#f2f2f2', '#2a2d2e', '#ffffff1a'],
    'list-activeSelectionBackground': ['#e8e8e8', '#04395e', ''],
    'list-activeSelectionForeground': ['#000000', '#ffffff', ''],
    'menu-background': ['#ffffff', '#1f1f1f', '#000000'],
    'menu-foreground': ['#3b3b3b', '#cccccc', '#ffffff'],
    'menu-border': ['#cecece', '#454545', '#6fc3df'],
    'menu-selectionBackground': ['#005fb8', '#0078d4', '#00000000'],
    'menu-selectionForeground': ['#ffffff', '#ffffff', '#ffffff'],
    'badge-background': ['#cccccc', '#616161', '#000000'],
    'badge-foreground': ['#3b3b3b', '#f8f8f8', '#ffffff'],
    'scrollbarSlider-background': ['#64646466', '#79797966', '#6fc3df99'],
    'charts-foreground': ['#3b3b3b', '#cccccc', '#ffffff'],
    'charts-lines': ['#3b3b3b80', '#cccccc80', '#ffffff80'],
    'charts-red': ['#e51400', '#f14c4c', '#f48771'],
    'charts-blue': ['#1a85ff', '#3794ff', '#3794ff'],
    'charts-yellow': ['#bf8803', '#cca700', '#ffd370'],
    'charts-green': ['#388a34', '#89d185', '#89d185'],
    'charts-purple': ['#652d90', '#b180d7', '#b180d7'],
    'editorWarning-foreground': ['#bf8803', '#cca700', '#ffd370'],
  };

/** Of package.json. */
const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  contributes: {
    colors: { id: string; defaults: { light: string; dark: string; highContrast: string } }[];
  };
};

/** Style sheets by the name of the theme. */
export const THEMES: Readonly<Record<Theme, string>> = {
  light: sheet(0),
  dark: sheet(1),
  contrast: sheet(2),
};

function sheet(index: 0 | 1 | 2): string {
  const ours = contributes.colors.map(({ id, defaults: { light, dark, highContrast } }) => [
    // Only the first dot, as VS Code does for webviews.
    id.replace('.', '-'),
    [light, dark, highContrast][index],
  ]);
  const colours = Object.entries(COLOURS).map(([name, values]) => [name, values[index]]);
  const variables = [...Object.entries(SHARED), ...colours, ...ours]
    // One theme follows another in a page: what this one lacks is taken back.
    .map(([name, value]) => `--vscode-${name}: ${value || 'initial'};`);
  return `\n:root { ${variables.join(' ')} }\nbody { background: var(--vscode-editor-background); }\n`;
}
