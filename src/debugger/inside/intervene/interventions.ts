/** What would happen if something were changed: runs that are compared with the real one, and kept to be asked again. */
import {
  type Experiment,
  type Intervention,
  type InterventionTold,
  WHAT_IF_MOST,
  WHAT_IF_ROWS,
  type WhatIf,
  type WhatIfAsked,
} from '../../../protocol/intervene-requests';
import { problem } from '../../errors';
import type { Stopped } from '../../stopped';
import type { Transformer } from '../../transformer';
import { Comparison } from './comparison';
import { experimentsAt } from './experiments';
import { changeOf, tell } from './resolve';

export interface Interventions {
  run(asked: WhatIfAsked): Promise<WhatIf>;
  /** Ends the run that is under way where it is: how many tokens it has; nothing where there is none. */
  stop(): number | undefined;
  tell(position: number, intervention: Intervention): InterventionTold;
  experiments(position: number): Promise<readonly Experiment[]>;
}

/** Runs that are kept in case more of them is asked for. */
const KEPT = 4;

export function createInterventions(stopped: Stopped, transformer: Transformer): Interventions {
  const runs = new Map<string, Comparison>();
  let underWay: Comparison | undefined;

  /** A run that has not gone beyond so many tokens: what is told depends on nothing but what is asked. */
  function comparison({ position, interventions, tokens }: WhatIfAsked): Comparison {
    const changes = interventions.map((each) => changeOf(transformer, position, each));
    if (changes.length === 0) throw problem.nothingChanged();
    const { version, recorded } = transformer;
    const name = JSON.stringify([version, recorded, position, changes]);
    const kept = runs.get(name);
    const known =
      kept && kept.tokens <= tokens
        ? kept
        : new Comparison(stopped, transformer, position, changes);
    runs.delete(name);
    runs.set(name, known);
    if (runs.size > KEPT) runs.delete(runs.keys().next().value as string);
    return known;
  }

  return {
    async run({ from, count = WHAT_IF_ROWS, ...asked }) {
      const { position } = asked;
      const tokens = Math.min(asked.tokens, WHAT_IF_MOST);
      const run = comparison({ ...asked, tokens });
      underWay = run;
      try {
        await run.to(tokens);
      } finally {
        underWay = undefined;
      }
      return run.told(from ?? position, Math.min(count, WHAT_IF_ROWS));
    },
    stop: () => underWay?.stop(),
    tell: (position, intervention) =>
      tell(transformer, position, changeOf(transformer, position, intervention)),
    experiments: (position) => experimentsAt(stopped, transformer, position),
  };
}
