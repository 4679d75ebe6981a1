/** Requests that set the program in motion, forward and back. */
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { problem } from '../errors';
import type { BackKind, Granularity, StepKind } from '../stepping';
import type { Desk, Handlers } from './desk';

export function unitOf(granularity: string | undefined): Granularity {
  return granularity === 'instruction' ? 'instruction' : 'line';
}

export function runRequests(desk: Desk): Handlers {
  async function step(kind: StepKind, granularity: string | undefined): Promise<void> {
    const { stepping, stepStart, halt } = desk.stopped();
    const start = await stepStart(halt.frames[0].frame);
    desk.resume({ reason: 'step', until: stepping.step(kind, unitOf(granularity), start) });
  }

  /** Into the call at an address of the present line, whatever else the line calls before. */
  function stepIntoCall(address: number): void {
    const { stepping, runner, halt } = desk.stopped();
    const { depth } = halt.frames[0].frame;
    desk.leave(async () => {
      if (halt.frames[0].frame.address !== address) {
        const stop = await runner.resume({
          reason: 'step',
          until: stepping.reaching(address, depth),
        });
        if (stop.kind !== 'step') return stop;
      }
      return runner.resume({
        reason: 'step',
        until: stepping.step('in', 'line', { address, depth }),
      });
    });
  }

  return {
    continue() {
      desk.resume({ reason: 'step' });
      return { allThreadsContinued: true };
    },
    next: ({ granularity }: Dap.NextArguments) => step('over', granularity),
    stepIn({ granularity, targetId }: Dap.StepInArguments) {
      if (targetId === undefined) return step('in', granularity);
      return stepIntoCall(targetId);
    },
    stepOut: ({ granularity }: Dap.StepOutArguments) => step('out', granularity),
    stepInTargets({ frameId }: Dap.StepInTargetsArguments) {
      const { frames, stepping, map, halt } = desk.stopped();
      const frame = frames.get(frameId);
      if (frame !== halt.frames[0].frame) return { targets: [] };
      const targets = stepping.calls(frame.address).map(({ address, target }) => ({
        id: address,
        label: map.nameOf(target),
      }));
      return { targets };
    },
    stepBack: ({ granularity }: Dap.StepBackArguments) => stepBack(desk, 'over', granularity),
    reverseContinue() {
      desk.stopped();
      desk.run({ reason: 'step', back: true });
    },
    pause: () => desk.program().runner.pause(),
    restartFrame({ frameId }: Dap.RestartFrameArguments) {
      const { frames, stepping, runner, state } = desk.stopped();
      const { depth, function: f } = frames.get(frameId);
      if (depth === 0 || !f) throw problem.noEntry();
      const call = state.callPosition(depth);
      desk.leave(async () => {
        await runner.goTo(call);
        return runner.resume({ reason: 'goto', until: stepping.entering(f, depth), blind: true });
      });
    },
    gotoTargets({ source, line }: Dap.GotoTargetsArguments) {
      const { map, halt } = desk.stopped();
      const file = path.resolve(source.path ?? '');
      const wanted = desk.lineOf(line);
      const target = map.jumpTarget(file, wanted, halt.frames[0].frame.address);
      const place = map.lineAt(target);
      return {
        targets: [
          desk.counted({
            id: target,
            label: `line ${place?.line ?? wanted}`,
            line: place?.line ?? wanted,
          }),
        ],
      };
    },
    goto({ targetId }: Dap.GotoArguments) {
      const { edits, runner } = desk.stopped();
      const change = edits.jump(targetId);
      desk.leave(async () => {
        await edits.apply(change);
        return runner.here('goto');
      });
    },
  };
}

/** By line or instruction: over calls, into them, or out to the line of the call. */
export async function stepBack(
  desk: Desk,
  kind: BackKind,
  granularity: string | undefined,
): Promise<void> {
  const { stepping, stepStart, halt } = desk.stopped();
  const start = await stepStart(halt.frames[0].frame);
  const until = stepping.back(kind, unitOf(granularity), start);
  desk.run({ reason: 'step', until, back: true, exact: unitOf(granularity) === 'instruction' });
}
