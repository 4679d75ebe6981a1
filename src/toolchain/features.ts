/** The parts of WebAssembly that the machine does not have, and what a person can do about each. */
import { BuildError } from './errors';

const ADVICE = {
  SIMD: 'compile without -msimd128',
  'threads and atomics': 'compile without -pthread and -matomics, and share no memory',
  exceptions: 'compile without -fwasm-exceptions, and do not use setjmp, longjmp or C++ exceptions',
  'reference types': 'compile with -mno-reference-types, and use only function tables',
  'garbage collection': 'compile from a language that manages its own memory, such as C',
  'tail calls': 'compile without -mtail-call',
  '64-bit memory': 'compile for wasm32 instead of wasm64',
  'more than one memory': 'keep all data in one memory',
  'more than one table': 'keep all functions in one table',
  'passive segments of table elements': 'give every element segment an offset',
  'constant expressions that compute': 'initialise with a constant or with another global',
  'other proposals to WebAssembly': 'compile with -mcpu=mvp',
} as const;

export type Feature = keyof typeof ADVICE;

/** All of them, by the names under which they are refused. */
export const UNSUPPORTED = Object.keys(ADVICE) as readonly Feature[];

/** Refuses a module that may be valid, and that uses what the machine does not have. */
export class UnsupportedFeature extends BuildError {
  constructor(
    readonly feature: Feature,
    where: string,
  ) {
    super(
      `The module uses ${feature} (${where}), which this machine does not have: ${ADVICE[feature]}.`,
    );
  }
}

/** The error that refuses `feature`; `where` says which part of the module uses it. */
export const unsupportedFeature = (feature: Feature, where: string): BuildError =>
  new UnsupportedFeature(feature, where);

/**
 * The feature to which an operator belongs, if it is an unsupported one. `code` is the opcode, or its
 * prefix times 4096 (SIMD) or 256 (the others) plus the opcode.
 */
export function featureOfOperator(code: number): Feature | undefined {
  if (code >= 0xfd000) return 'SIMD';
  const prefix = code >> 8;
  if (prefix === 0xfe) return 'threads and atomics';
  if (prefix === 0xfb) return 'garbage collection';
  if ((code >= 0x06 && code <= 0x0a) || [0x18, 0x19, 0x1f].includes(code)) return 'exceptions';
  if (code === 0x12 || code === 0x13) return 'tail calls';
  if (code >= 0x14 && code <= 0x17) return 'garbage collection';
  if (code >= 0xd3 && code <= 0xd6) return 'garbage collection';
  if ([0x25, 0x26, 0xd0, 0xd1, 0xd2].includes(code)) return 'reference types';
  if (code === 0xfc0c || code === 0xfc0d) return 'passive segments of table elements';
  if (code >= 0xfc0e && code <= 0xfc11) return 'reference types';
  return undefined;
}

/** The feature for which V8 refuses a module, if it says so: by a flag that it would need, or in its words. */
export function featureOfComplaint(complaint: string): Feature | undefined {
  const flag = /--experimental-(?:wasm-)?([\w-]+)/.exec(complaint)?.[1];
  if (flag) return featureOfFlag(flag);
  if (/memory count of \d+ exceeds|multiple memories/.test(complaint))
    return 'more than one memory';
  if (/limits flags/.test(complaint)) return 'other proposals to WebAssembly';
  if (/not allowed in constant expressions/.test(complaint))
    return 'constant expressions that compute';
  const opcode = /invalid (?:numeric )?opcode:? 0x([0-9a-f]+)/i.exec(complaint)?.[1];
  return opcode === undefined ? undefined : featureOfOperator(Number.parseInt(opcode, 16));
}

/** By the flag's name in `--experimental-…`. */
function featureOfFlag(flag: string): Feature {
  if (/memory64/.test(flag)) return '64-bit memory';
  if (/simd/.test(flag)) return 'SIMD';
  if (/multi-memory/.test(flag)) return 'more than one memory';
  if (/gc|typed-func/.test(flag)) return 'garbage collection';
  if (/eh|exnref/.test(flag)) return 'exceptions';
  if (/return-call|tail/.test(flag)) return 'tail calls';
  return 'other proposals to WebAssembly';
}
