/** What an instruction has written to memory, as a person reads it. */
import { formatWord } from './machine-values';
import type { ProgramMap } from './program-map';
import { createState } from './state';
import type { Transformer } from './transformer';

/** A function that tells what the store at a position of the past wrote: its top operand, as it was before. */
export function createWrittenValues(
  { program }: ProgramMap,
  transformer: Transformer,
): (position: number) => string[] {
  return (position) => {
    const { residual, attend } = transformer.at(position - 1);
    const { model } = transformer;
    const state = createState({ model, length: position, residual, attend }, program.frameSize);
    const value = state.operand(state.stackDepth() - 1);
    return value === undefined ? [] : [formatWord(value)];
  };
}
