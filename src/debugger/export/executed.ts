/** The executed instructions of a stretch of the trace, in slices that take a bounded time each. */
import { isPersons } from '../../program/edits';
import { printInstruction } from '../../program/print';
import { createState } from '../state';
import type { Stopped } from '../stopped';
import type { TracePlace, TraceToken, TraceWriter } from './trace-writer';

/** Text that is handed on at once, in characters. */
const CHUNK = 2 ** 16;
/** Tokens between two looks at the clock. */
const STRETCH = 2 ** 12;

export class TraceSlices {
  private readonly places = new Map<number, TracePlace>();
  private readonly tokens: readonly TraceToken[];
  /** Where the next instruction begins that is not written. */
  position: number;

  /** `from` and `to`: positions within what is recorded, behind the prompt. */
  constructor(
    private readonly stopped: Stopped,
    private readonly writer: TraceWriter,
    readonly from: number,
    readonly to: number,
  ) {
    this.position = from;
    this.tokens = stopped.context.model.tokens.map(({ text, host }, id) => ({
      text,
      who: isPersons(id) ? 'person' : /input$/.test(host?.kind ?? '') ? 'host' : 'model',
      output: host?.kind === 'output' ? { stream: host.stream, byte: host.byte } : undefined,
    }));
  }

  get done(): boolean {
    return this.position === this.to;
  }

  /** Text up to about `until`, a time of `performance.now`; the last text of all ends the file. */
  *slice(until: number): Generator<string> {
    let text = '';
    if (this.position === this.from) text = this.writer.begin(this.from, this.callsAt(this.from));
    do {
      text += this.stretch(Math.min(this.to, this.position + STRETCH));
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    } while (!this.done && performance.now() < until);
    yield this.done ? text + this.writer.end(this.to) : text;
  }

  /** The instructions that begin at positions before `end`. */
  private stretch(end: number): string {
    const { context, map } = this.stopped;
    const { operations } = context;
    let text = '';
    let begun: { position: number; pc: number; depth: number } | undefined;
    const finish = (next: number) => {
      if (!begun) return;
      const { position, pc, depth } = begun;
      const place = this.placeOf(map.addressAt(pc));
      text += this.writer.instruction({
        position,
        place,
        depth,
        tokens: this.tokensAt(position, next),
      });
    };
    operations.forward(this.position, end, (position, pc, depth) => {
      finish(position);
      begun = { position, pc, depth };
      return false;
    });
    // The last one ends where the next begins, which may lie beyond this stretch.
    const next = end < this.to ? operations.forward(end, this.to, () => true) : -1;
    this.position = next < 0 ? this.to : next;
    finish(this.position);
    return text;
  }

  private tokensAt(from: number, to: number): TraceToken[] {
    const { context } = this.stopped;
    const tokens: TraceToken[] = [];
    for (let at = from; at < to; at++) tokens.push(this.tokens[context.token(at)]);
    return tokens;
  }

  private placeOf(address: number): TracePlace {
    let place = this.places.get(address);
    if (!place) {
      place = placeAt(this.stopped, address);
      this.places.set(address, place);
    }
    return place;
  }

  /** The calls of the frames that are open behind the first `length` tokens, the outermost first. */
  private callsAt(length: number): TracePlace[] {
    const { context, map } = this.stopped;
    const { model } = context;
    const { residual, attend } = context.at(length - 1);
    const state = createState({ model, length, residual, attend }, map.program.frameSize);
    return Array.from({ length: state.callDepth() }, (_, i) => {
      const back = map.addressAt(state.returnPosition(i + 1));
      // A call goes on behind itself.
      return this.placeOf(back - 1);
    });
  }
}

function placeAt({ map }: Stopped, address: number): TracePlace {
  const f = map.functionAt(address);
  const line = map.lineAt(address);
  return {
    text: address < 0 ? '' : printInstruction(map.program, address),
    function: map.nameOf(f),
    functionIndex: map.program.origins[address]?.function ?? -1,
    functionLine: f && firstLine(map, f),
    file: line?.file,
    line: line?.line,
  };
}

function firstLine(map: Stopped['map'], { begin, end }: { begin: number; end: number }) {
  for (let address = begin; address < end; address++) {
    const line = map.lineAt(address)?.line;
    if (line !== undefined) return line;
  }
  return undefined;
}
