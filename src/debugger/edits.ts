/** What a person changes, as tokens that are appended where the program stands. */
import type { Edit, Write } from '../program/edits';
import { editTokens, needsRespelling } from '../program/edits';
import { TOKENS, tokenId } from '../program/vocabulary';
import { problem } from './errors';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';
import type { Transformer } from './transformer';

/** Edits that belong together. */
export interface Change {
  readonly edits: readonly Edit[];
  /** What was changed, as another future is named. */
  readonly name: string;
}

export interface Edits {
  /** Bytes of the memory from an address on. */
  bytes(address: number, bytes: Uint8Array, name?: string): Change;
  /** The next instruction to run. Throws a `UserError` where the machine would not be in order there. */
  jump(address: number): Change;
  /** Appends them. Throws a `UserError` where nothing can be changed, and a `Refusal` where it would not be exact. */
  apply(change: Change): Promise<void>;
}

export function createEdits(map: ProgramMap, state: MachineState, transformer: Transformer): Edits {
  const { tokens: prompt, positions } = map.prompt;

  return {
    bytes(address, bytes, name = `${bytes.length} bytes at 0x${address.toString(16)}`) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const edits: Write[] = [];
      for (let at = 0; at < bytes.length; ) {
        const width = bytes.length - at >= 4 ? 4 : bytes.length - at >= 2 ? 2 : 1;
        const value =
          width === 4
            ? view.getUint32(at, true)
            : width === 2
              ? view.getUint16(at, true)
              : bytes[at];
        edits.push({ kind: 'memory', address: address + at, width, value });
        at += width;
      }
      return { edits, name };
    },
    jump(address) {
      const distance = positions[address] - state.pc();
      const place = map.lineAt(address);
      return {
        edits: [{ kind: 'jump', distance }],
        name: place ? `jump to line ${place.line}` : 'jump',
      };
    },
    async apply({ edits, name }) {
      const next = transformer.predict();
      if (transformer.model.tokens[next].host?.kind === 'stop') throw problem.changedAtEnd();
      const top = state.stackDepth() - 1;
      let operand = state.operand(top);
      let operation = next;
      for (const edit of edits) {
        if (edit.kind === 'operand' && edit.slot === top) operand = edit.value;
        // The token that executes an instruction is known by the one that stands for it in the prompt.
        if (edit.kind === 'jump') operation = executing(prompt[state.pc() + edit.distance]);
      }
      const last = edits.length - 1;
      const respelled = needsRespelling(operation) ? operand : undefined;
      const tokens = edits.flatMap((edit, i) =>
        editTokens(edit, i === last ? respelled : undefined),
      );
      await transformer.edit(tokens, name);
    },
  };
}

const executing = (code: number) => tokenId('op', TOKENS[code].value);
