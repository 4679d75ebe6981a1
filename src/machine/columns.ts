/**
 * What the embedding knows of a token. A function of one token costs no neuron, so the machine leans on
 * these columns: the bits of a byte, the effect of an instruction on the counters, the place of a digit.
 */
import type { GraphBuilder } from '../graph/graph';
import {
  OPERATIONS,
  OUTPUT_STREAMS,
  takesConstantBefore,
  takesDigitsBefore,
} from '../program/operations';
import {
  EDITS,
  type EditToken,
  type Family,
  TOKENS,
  type Token,
  VARIANTS,
} from '../program/vocabulary';
import { controlsOf, KINDS, operationNumber } from './kinds';

const NUMBERS: readonly Family[] = ['imm', 'at', 'word', 'digit', 'scratch', 'in', 'person'];
/**
 * Numbers whose bytes are read one by one. A byte beyond the length of a number reads the token before its
 * digits, which must look like a zero; that may be the end of a quotient, so quotients have no bytes.
 */
const BYTES: readonly Family[] = NUMBERS.filter((family) => family !== 'scratch');

/** The operation that an `op` token executes. */
function executed(token: Token) {
  if (token.family !== 'op') return undefined;
  const { operation, length } = VARIANTS[token.value];
  return { ...OPERATIONS[operation], length, controls: controlsOf(operation) };
}

type Executed = NonNullable<ReturnType<typeof executed>>;

/** The tokens that close an edit and are executed as operations are; how many bytes each writes to memory. */
const EDIT_ENDS: Readonly<Partial<Record<EditToken, number>>> = {
  'person: byte': 1,
  'person: halfword': 2,
  'person: word': 4,
  'person: local': 0,
  'person: operand': 0,
};
/** From the end of an edit's value to the token that closes the edit; the address is between them. */
const VALUE_BEHIND = 5;

const isEdit = (t: Token, name: EditToken) => t.family === 'edit' && EDITS[t.value] === name;

/** The bytes that an edit writes to memory, 0 if it writes elsewhere; undefined for other tokens. */
const edited = (t: Token) => (t.family === 'edit' ? EDIT_ENDS[EDITS[t.value]] : undefined);
const isEditEnd = (t: Token) => edited(t) !== undefined;
const isMemoryEdit = (t: Token) => (edited(t) ?? 0) > 0;

const isFullSet = (name: string) => /^(local\.set|local\.tee|global\.set)$/.test(name);
const isGet = (name: string) => /^(local|global)\.get$/.test(name);
const isCall = (name: string) => /^call/.test(name);
const isWritten = (family: Family) => (OUTPUT_STREAMS as readonly Family[]).includes(family);
const isOutput = (name: string) => /^output/.test(name);
const isConditional = (name: string) => name === 'br_if' || name === 'if';

/** Operations whose result is written in digits after them, and begins with the first non-zero one. */
function writesDigits({ name, controls: { kind } }: Executed): boolean {
  if (['none', 'store', 'bits', 'input'].includes(kind) || kind.startsWith('jump')) return false;
  return name !== 'drop';
}

/** Whether the digits are (also) an entry of the operand stack, and not only a local, a global or a status. */
function pushesDigits(operation: Executed): boolean {
  const { kind } = operation.controls;
  return operation.pushes === 1 && (writesDigits(operation) || kind === 'bits' || kind === 'input');
}

const bits = (byte: number, i: number) => (byte >> i) & 1;
const bitLength = (byte: number) => 32 - Math.clz32(byte);
const trailingZeros = (byte: number) => (byte === 0 ? 8 : 31 - Math.clz32(byte & -byte));

/** Makes the columns. Names end up in the model file. */
export function columns(g: GraphBuilder) {
  const token = (name: string, f: (token: Token) => number | boolean | undefined) =>
    g.column(name, (id) => Number(f(TOKENS[id]) ?? 0));
  const op = (name: string, f: (operation: Executed) => number | boolean | undefined) =>
    token(name, (t) => {
      const operation = executed(t);
      return operation && f(operation);
    });
  const number = (name: string, f: (byte: number, t: Token) => number) =>
    token(name, (t) => (NUMBERS.includes(t.family) ? f(t.value, t) : 0));
  const bytes = (name: string, f: (byte: number) => number) =>
    token(name, (t) => (BYTES.includes(t.family) ? f(t.value) : 0));
  const executes = (t: Token) => t.family === 'op' || isEditEnd(t);
  const digits = (t: Token) => t.family === 'digit' || t.family === 'scratch';

  return {
    /** An edit is executed where it ends, by controls of its own. */
    isOp: token('is operation', executes),
    isOpOrQuotient: token(
      'is operation or end of quotient',
      (t) => executes(t) || (t.family === 'scratch' && t.lane === 0),
    ),
    isResultEnd: token('is end of result', (t) => t.family === 'digit' && t.lane === 0),
    isQuotientEnd: token('is end of quotient', (t) => t.family === 'scratch' && t.lane === 0),
    isNumberEnd: token(
      'is end of number',
      (t) => ['digit', 'in', 'word'].includes(t.family) && t.lane === 0,
    ),
    isWord: token('is word', (t) => t.family === 'word'),
    isAt: token('is at', (t) => t.family === 'at'),

    /** Contribution of a byte to its number. */
    place: number('place value', (byte, { lane }) => byte * 256 ** lane),
    /** The byte where it ends its number: of the two lowest bytes of a number, the lower. */
    lowPlace: number('low byte', (byte, { lane }) => (lane === 0 ? byte : 0)),
    /** The lane as seen from later tokens; far below any lane where the token is no digit. */
    laneBehind: token('lane behind', (t) => (NUMBERS.includes(t.family) ? t.lane : -100)),
    /** The lane as seen from this token; a `.top` set continues the number that ends before it. */
    laneHere: token('lane here', (t) => {
      if (NUMBERS.includes(t.family)) return t.lane;
      return takesDigitsBefore(executed(t)?.name ?? '') ? -1 : 100;
    }),
    /** Bytes that spell the value of this token alone. */
    ownLength: token('own length', (t) => {
      if (NUMBERS.includes(t.family)) return 1;
      const operation = executed(t);
      return operation?.name === 'i32.const' ? operation.length : 0;
    }),
    bits: Array.from({ length: 8 }, (_, i) => bytes(`bit ${i}`, (byte) => bits(byte, i))),
    bitLength: bytes('bit length', bitLength),
    trailing: bytes('8 - trailing zeros', (byte) => 8 - trailingZeros(byte)),
    power: bytes('2^shift', (byte) => 2 ** (byte % 32)),
    copower: bytes('2^(32 - shift)', (byte) => 2 ** (32 - (byte % 32))),

    /** Effects on the counters. */
    pcStep: token('pc step', (t) => {
      if (t.family === 'jump') return t.value * 256 ** t.lane;
      const operation = executed(t);
      return operation && 1 + operation.length;
    }),
    stackStep: op('stack step', (o) => o.pushes - o.pops),
    depthStep: op('call step', (o) => (isCall(o.name) ? 1 : o.name === 'return' ? -1 : 0)),
    codeNumber: token('operation number', (t) =>
      t.family === 'code' ? operationNumber(t.value) : 0,
    ),

    /** Control signals, spread later from an operation to the digits that follow it. */
    controls: {
      kind: op('kind', (o) => KINDS.indexOf(o.controls.kind)),
      kindSquared: op('kind²', (o) => KINDS.indexOf(o.controls.kind) ** 2),
      p1: token('p1', (t) => executed(t)?.controls.p1 ?? (edited(t) ?? 0) > 1),
      p2: token('p2', (t) => executed(t)?.controls.p2 ?? (edited(t) ?? 0) > 2),
      p3: op('p3', (o) => o.controls.p3),
      signed: op('signed', (o) => o.controls.signed),
      /** What an edit writes to memory is found in the free slot above the top. */
      effect: token('stack effect', (t) => {
        const operation = executed(t);
        return operation ? operation.pushes - operation.pops : -Number(isMemoryEdit(t));
      }),
      pushesDigits: op('pushes digits', pushesDigits),
      setsDigits: op('sets digits', (o) => isFullSet(o.name)),
      isLocal: op('is local', (o) => o.name.startsWith('local.')),
      secondImmediate: token('distance of second immediate', (t) => {
        const operation = executed(t);
        if (!operation) return isEditEnd(t) ? VALUE_BEHIND : 0;
        if (operation.immediate === 'table') return 5;
        return takesConstantBefore(operation.name) ? 2 + operation.length : 1;
      }),
    },

    /** What an `op` token does by itself. */
    isConst: op('is const', (o) => o.name === 'i32.const'),
    isGet: op('is get', (o) => isGet(o.name)),
    isTopSet: op('is set from top', (o) => takesDigitsBefore(o.name)),
    takesSecond: token(
      'takes the second immediate',
      (t) => takesConstantBefore(executed(t)?.name ?? '') || isEditEnd(t),
    ),
    isEditEnd: token('is end of edit', isEditEnd),
    isMemoryEdit: token('edits memory', isMemoryEdit),
    isOperandEdit: token('edits an operand', (t) => isEdit(t, 'person: operand')),
    noStackWrite: token('writes no stack entry', (t) => {
      const operation = executed(t);
      const writes = operation && (operation.name === 'i32.const' || isGet(operation.name));
      return !(
        writes ||
        t.family === 'in' ||
        t.family === 'word' ||
        isMemoryEdit(t) ||
        isEdit(t, 'person: operand')
      );
    }),
    /**
     * A word of the initial memory also writes a return address (of depth 0) and global 0, which nothing reads
     * before the program sets them: no store is empty once the program runs.
     */
    noLocalWrite: token('writes no local', (t) => {
      const name = executed(t)?.name ?? '';
      const writes = takesDigitsBefore(name) || takesConstantBefore(name);
      return !(writes || t.family === 'word' || isEdit(t, 'person: local'));
    }),
    isCall: op('is call', (o) => isCall(o.name)),
    noCall: token('is no call', (t) => !(isCall(executed(t)?.name ?? '') || t.family === 'word')),
    /** Whether byte i of a value goes to memory, for i = 0, 1, and 2 or 3. */
    stores: [1, 2, 4].map((width) =>
      token(`stores ${width} bytes or more`, (t) => {
        const { kind, p1, p2 } = executed(t)?.controls ?? { kind: 'none', p1: 0, p2: 0 };
        const bytes = kind === 'store' ? 1 + p1 + 2 * p2 : (edited(t) ?? 0);
        return t.family === 'word' || bytes >= width;
      }),
    ),

    /** How the next token is chosen. */
    isDone: token('is complete', (t) => {
      const operation = executed(t);
      if (operation) {
        const { kind } = operation.controls;
        if (kind === 'store' || isConditional(operation.name)) return true;
        return kind === 'none' && !isOutput(operation.name);
      }
      const ends = ['digit', 'jump', 'person'].includes(t.family) && t.lane === 0;
      return ends || t.family === 'in' || isWritten(t.family) || isEditEnd(t);
    }),
    /** The next token is the first digit of a number. */
    beginsNumber: token('begins a number', (t) => {
      const operation = executed(t);
      if (operation) return writesDigits(operation);
      return t.family === 'eof' || (t.family === 'scratch' && t.lane === 0);
    }),
    continuesNumber: token('continues a number', (t) => digits(t) && t.lane > 0),
    continuesQuotient: token('continues a quotient', (t) => t.family === 'scratch' && t.lane > 0),
    continuesJump: token('continues a jump', (t) => t.family === 'jump' && t.lane > 0),
    beginsBits: op('begins bits', (o) => o.controls.kind === 'bits'),
    isOutput: op('is output', (o) => isOutput(o.name)),
    /** Any digit other than a first one follows. */
    continues: token('continues', (t) => {
      const operation = executed(t);
      if (operation) return isOutput(operation.name) || operation.controls.kind === 'bits';
      return (digits(t) || t.family === 'jump') && t.lane > 0;
    }),
    /** Which family and lane follows, as `continuation` numbers them; bits add theirs later. */
    continuation: token('continuation', (t) => {
      if (t.family === 'op') {
        const stream = OUTPUT_STREAMS.find((s) => executed(t)?.name === `output.${s}`);
        return stream && continuation(stream, 0);
      }
      return (digits(t) || t.family === 'jump') && t.lane > 0
        ? continuation(t.family, t.lane - 1)
        : 0;
    }),
    /** Lane of the next digit of a result; -1 for a beginning bit operation, to which a length is added. */
    nextLane: token('next lane', (t) => {
      if (executed(t)?.controls.kind === 'bits') return -1;
      return digits(t) && t.lane > 0 ? t.lane - 1 : 0;
    }),
    /** 256^(next lane) where a number continues. */
    numberUnit: token('unit of number', (t) => (digits(t) && t.lane > 0 ? 256 ** (t.lane - 1) : 0)),
    /** The unit of whatever else continues. */
    otherUnit: token('unit of jump or output', (t) => {
      if (t.family === 'jump' && t.lane > 0) return 256 ** (t.lane - 1);
      return isOutput(executed(t)?.name ?? '');
    }),
    /** Jumps that are taken whatever the condition; `if` jumps where it is not true. */
    jumpsAlways: op(
      'jumps unless conditional',
      (o) => o.controls.kind.startsWith('jump') && o.name !== 'br_if',
    ),
  };
}

export type Columns = ReturnType<typeof columns>;

/** A number for each family and lane that may continue a number; 0 is none. */
export function continuation(family: Family, lane: number): number {
  switch (family) {
    case 'digit':
      return 1 + lane;
    case 'scratch':
      return 5 + lane;
    case 'jump':
      return 9 + lane;
    case 'stdout':
    case 'stderr':
    case 'files':
      return 12 + OUTPUT_STREAMS.indexOf(family);
    default:
      throw new Error(`${family} tokens never continue a number`);
  }
}
