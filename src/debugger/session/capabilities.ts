/** What the debugger can do, in the words of the Debug Adapter Protocol. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { TRAPS } from '../../program/operations';

/** Everything that is advertised works; what is missing here is refused with a message. */
export const CAPABILITIES: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsInstructionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsDataBreakpoints: true,
  supportsDataBreakpointBytes: true,
  supportsBreakpointLocationsRequest: true,
  supportsSteppingGranularity: true,
  supportsStepBack: true,
  supportsStepInTargetsRequest: true,
  supportsRestartFrame: true,
  supportsGotoTargetsRequest: true,
  supportsDisassembleRequest: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsEvaluateForHovers: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '>', '$'],
  supportsExceptionInfoRequest: true,
  exceptionBreakpointFilters: TRAPS.filter((trap) => trap !== 'unsupported instruction').map(
    (trap) => ({
      filter: trap,
      label: `Trap: ${trap}`,
      default: true,
    }),
  ),
  supportsLoadedSourcesRequest: true,
  supportsModulesRequest: true,
  supportsCancelRequest: true,
  supportsTerminateRequest: true,
  supportsDelayedStackTraceLoading: true,
};
