/** Links of hovers: to the views at a token or head, and to the moment right after a token. */
import type { Selection } from '../../protocol/inside';

const link = (label: string, command: string, ...args: readonly unknown[]) =>
  `[${label.replace(/[[\]\\]/g, '\\$&')}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;

/** To a head where there is one, or else to the token in the trace. */
export const showLink = (label: string, selection: Selection) =>
  link(label, 'stepformer.select', selection, selection.head === undefined ? 'trace' : 'heads');

export const goLink = (label: string, position: number) =>
  link(label, 'stepformer.goToToken', position);
