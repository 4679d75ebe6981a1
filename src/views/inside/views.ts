/** The views by name, in the order of their tabs: each is one component, in a folder of its own. */
import type { ComponentType } from 'preact';
import type { View } from '../../protocol/inside-view';
import { HeadsView } from './heads/heads';
import { HullView } from './hull/hull';
import { InterveneView } from './intervene/intervene';
import { ResidualView } from './residual/residual';
import { TraceView } from './trace/trace';
import { UpstreamView } from './upstream/upstream';

export interface ViewEntry {
  readonly id: View;
  readonly title: string;
  /** What it answers, for the tab's tooltip. */
  readonly purpose: string;
  readonly component: ComponentType;
}

export const views: readonly ViewEntry[] = [
  {
    id: 'trace',
    title: 'Trace',
    purpose: 'The tokens of the run, and what each attended to',
    component: TraceView,
  },
  {
    id: 'heads',
    title: 'Heads',
    purpose: 'What every attention head does at this token',
    component: HeadsView,
  },
  {
    id: 'hull',
    title: 'Hull',
    purpose: 'The keys of a head, and how its query decides among them',
    component: HullView,
  },
  {
    id: 'residual',
    title: 'Residual Stream',
    purpose: 'What the stream holds after every layer, and what wrote it',
    component: ResidualView,
  },
  {
    id: 'upstream',
    title: 'Upstream',
    purpose: 'Which tokens, heads and neurons made the decision',
    component: UpstreamView,
  },
  {
    id: 'intervene',
    title: 'Intervene',
    purpose: 'What happens when a head, a slot, a weight or a token is another',
    component: InterveneView,
  },
];
