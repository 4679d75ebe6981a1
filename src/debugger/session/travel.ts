/** Requests beyond the Debug Adapter Protocol: travelling in time, and what the trace tells. */
import type { Moment, TravelRequests, Writer } from '../../protocol/travel';
import { problem } from '../errors';
import type { Answers, Desk, Handlers } from './desk';
import { within } from './range';
import { stepBack } from './running';
import { namedValue } from './value';

/** Hits that a timeline shows. */
const MOST_HITS = 10_000;
const MOST_PARTS = 4096;
const MOST_OUTPUT = 65_536;

export function travelRequests(desk: Desk): Handlers {
  const moment = (position: number): Moment => {
    const { history, map } = desk.program();
    const address = history.instructionAt(position);
    const place = map.lineAt(address);
    const f = map.nameOf(map.functionAt(address));
    return { position, function: f, file: place?.file, line: place?.line };
  };

  async function checkBranch(id: number): Promise<void> {
    const branches = await desk.stopped().past.futures();
    if (!branches.some((branch) => branch.id === id)) throw problem.noBranch(id);
  }

  const answers: Answers<TravelRequests> = {
    'stepformer.goTo'({ position }) {
      const { runner } = desk.stopped();
      desk.leave(() => runner.goTo(position));
      return undefined;
    },
    async 'stepformer.stepBack'({ kind, granularity }) {
      await stepBack(desk, kind, granularity);
      return undefined;
    },
    async 'stepformer.goToWriter'(asked) {
      const { state, context, runner, map } = desk.stopped();
      const { name, place } = await namedValue(desk, asked);
      if (!place || place.store === 'stack') throw problem.noPlace(name);
      const position = state.writerOf(place);
      if (position < 0) throw problem.neverWritten(name);
      const begin = map.prompt.tokens.length;
      const { text } = context.model.tokens[context.token(position)];
      const by = position < begin ? 'prompt' : text.startsWith('person') ? 'person' : 'program';
      const writer: Writer = { position, token: text, by, moment: moment(position) };
      // What was there from the start has no moment before it.
      desk.leave(() => runner.goTo(Math.max(begin, position + 1)));
      return writer;
    },
    'stepformer.here': () => moment(desk.stopped().context.length),
    async 'stepformer.timeline'({ from, to, buckets }) {
      const stopped = desk.stopped();
      const { context, past } = stopped;
      const [begin, end] = within(stopped, {});
      const [first, last] = within(stopped, { from, to });
      const parts = Math.max(1, Math.min(buckets, MOST_PARTS));
      const [survey, edits, branches] = [
        await past.survey(first, last, parts),
        await past.edits(),
        await past.futures(),
      ];
      return {
        from: first,
        to: last,
        begin,
        end,
        now: context.length,
        depth: [...survey.depth],
        busiest: [...survey.busiest],
        functions: past.functionNames,
        written: [...survey.written],
        hits: desk.hits.slice(-MOST_HITS),
        edits,
        branches,
      };
    },
    async 'stepformer.output'({ start = 0, count = MOST_OUTPUT }) {
      const { past } = desk.stopped();
      const { total, bytes, positions, errors } = await past.written(
        start,
        Math.min(count, MOST_OUTPUT),
      );
      return {
        total,
        start,
        bytes: Buffer.from(bytes).toString('base64'),
        positions: [...positions],
        errors: [...errors.keys()].filter((i) => errors[i] === 1),
      };
    },
    'stepformer.lines': ({ file }) => desk.stopped().past.lines(file),
    'stepformer.branches': async () => ({ branches: await desk.stopped().past.futures() }),
    async 'stepformer.switchBranch'({ id }) {
      const { past, runner } = desk.stopped();
      await checkBranch(id);
      desk.leave(async () => {
        await past.switchTo(id);
        return runner.here('goto');
      });
      return undefined;
    },
    async 'stepformer.compareBranch'({ id }) {
      const { past, context } = desk.stopped();
      await checkBranch(id);
      const { here, there, same } = await past.compare(id);
      const { tokens } = context.model;
      return {
        same,
        here: here && { ...here, token: tokens[here.token].text, moment: moment(here.position) },
        there: there && { ...there, token: tokens[there.token].text },
      };
    },
  };
  return answers as Handlers;
}
