/** What the page asks, answered from the real forward passes of a small program. */

import { hullAt, hullKeyAt, hullKinds } from '../../../src/debugger/inside/hull';
import { lensOf } from '../../../src/debugger/inside/lens';
import { outlineOf } from '../../../src/debugger/inside/model';
import { placeOf } from '../../../src/debugger/inside/place';
import { residualOf } from '../../../src/debugger/inside/residual';
import { sameBefore } from '../../../src/debugger/inside/same-before';
import { upstreamOf } from '../../../src/debugger/inside/upstream';
import { contributionsOf } from '../../../src/debugger/inside/written';
import type { SmallRun } from '../../debugger/inside/small-run';
import type { Made } from './inside-driver';

export function answersOf({ stopped, model }: SmallRun): Made {
  return {
    'stepformer.model': () => outlineOf(model),
    'stepformer.token': (asks) => placeOf(stopped, asks.position),
    'stepformer.residual': (asks) => residualOf(stopped, asks.position, asks.against),
    'stepformer.contributions': (asks) => contributionsOf(stopped, asks.position, asks, asks.slot),
    'stepformer.lens': (asks) => lensOf(stopped.context, asks.position, asks.top),
    'stepformer.sameBefore': (asks) => sameBefore(stopped, asks.position),
    'stepformer.hullKinds': () => hullKinds(stopped),
    'stepformer.hull': (asks) => hullAt(stopped, asks),
    'stepformer.hullKey': (asks) => hullKeyAt(stopped, asks),
    'stepformer.upstream': (asks) => upstreamOf(stopped, asks),
  };
}
