/** Requests that set breakpoints. */
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { TRAPS, type Trap } from '../../program/operations';
import type { Breakpoint, When } from '../breakpoints';
import { unverified } from '../errors';
import { readDataId, toDataId } from './data-id';
import type { Desk, Handlers } from './desk';
import { whereIs } from './look';
import { toAddress, toBreakpoint } from './translate';

const when = ({ condition, hitCondition, logMessage }: When): When => ({
  condition,
  hitCondition,
  logMessage,
});

export function breakpointRequests(desk: Desk): Handlers {
  const described = (breakpoints: readonly Breakpoint[]) => {
    const { map } = desk.program();
    return { breakpoints: breakpoints.map((b) => desk.counted(toBreakpoint(map, b))) };
  };
  const column = (counted: number | undefined) =>
    counted === undefined ? undefined : counted + 1 - desk.client.firstColumn;

  return {
    setBreakpoints({ source, breakpoints = [] }: Dap.SetBreakpointsArguments) {
      const file = path.resolve(source.path ?? '');
      const wanted = breakpoints.map((b) => ({
        line: desk.lineOf(b.line),
        column: column(b.column),
        ...when(b),
      }));
      return described(desk.program().breakpoints.setLines(file, wanted));
    },
    setFunctionBreakpoints({ breakpoints }: Dap.SetFunctionBreakpointsArguments) {
      const wanted = breakpoints.map((b) => ({ name: b.name, ...when(b) }));
      return described(desk.program().breakpoints.setFunctions(wanted));
    },
    setInstructionBreakpoints({ breakpoints }: Dap.SetInstructionBreakpointsArguments) {
      const wanted = breakpoints.map((b) => ({
        offset: toAddress(b.instructionReference) + (b.offset ?? 0),
        ...when(b),
      }));
      return described(desk.program().breakpoints.setInstructions(wanted));
    },
    setExceptionBreakpoints({ filters = [] }: Partial<Dap.SetExceptionBreakpointsArguments>) {
      desk.traps = new Set(filters.filter((f): f is Trap => TRAPS.includes(f as Trap)));
      return { breakpoints: filters.map((f) => ({ verified: TRAPS.includes(f as Trap) })) };
    },
    breakpointLocations(args: Dap.BreakpointLocationsArguments) {
      const { map } = desk.program();
      const file = path.resolve(args.source.path ?? '');
      const [from, to] = [args.line, args.endLine ?? args.line].map((n) => desk.lineOf(n));
      const locations = map.lines.places(file, from, to);
      return { breakpoints: locations.map((place) => desk.counted({ ...place })) };
    },
    async dataBreakpointInfo(args: Dap.DataBreakpointInfoArguments) {
      const found = await whereIs(desk, args);
      if (!found) return { dataId: null, description: unverified.noPlace(args.name) };
      return {
        dataId: toDataId(found),
        description: found.name,
        accessTypes: found.store === 'memory' ? ['read', 'write', 'readWrite'] : ['write'],
        canPersist: false,
      };
    },
    setDataBreakpoints({ breakpoints }: Dap.SetDataBreakpointsArguments) {
      const wanted = breakpoints.map(
        ({ dataId, accessType = 'write', condition, hitCondition }) => ({
          ...readDataId(dataId),
          access: accessType,
          condition: condition || undefined,
          hitCondition: hitCondition || undefined,
        }),
      );
      const { breakpoints: all, context } = desk.program();
      return described(all.setData(wanted, context.length));
    },
  };
}
