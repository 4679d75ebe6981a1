/** The file of precompiled code. It names the model that the code is for by a digest of the model's file. */
import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { Precompiled } from './precompiled';

interface Stored {
  readonly model: string;
  readonly precompiled: Precompiled;
}

const digestOf = (modelFile: Uint8Array) => createHash('sha256').update(modelFile).digest('hex');

export function writePrecompiled(precompiled: Precompiled, modelFile: Uint8Array): Uint8Array {
  const stored: Stored = { model: digestOf(modelFile), precompiled };
  return serialize(stored);
}

/** The code in a file; undefined if that is for another model or cannot be read, so that it is made anew. */
export function readPrecompiled(file: Uint8Array, modelFile: Uint8Array): Precompiled | undefined {
  try {
    const { model, precompiled } = deserialize(file) as Stored;
    return model === digestOf(modelFile) ? precompiled : undefined;
  } catch {
    return undefined;
  }
}
