/**
 * Chrome's trace event format, which Perfetto opens: functions, the lines in them and the instructions of these as
 * nested slices, and output bytes as instants. A microsecond stands for a token.
 */
import path from 'node:path';
import { once } from '../once';
import { fieldsOf } from './fields';
import type { Executed, TracePlace, TraceToken, TraceWriter } from './trace-writer';

const THREAD = { pid: 1, tid: 1 };

/** A function that has been entered, with the line in which it is. */
interface Open {
  readonly functionIndex: number;
  line: string | undefined;
}

/** What the events of an instruction say each time that it is executed: made once, since there are millions of them. */
interface Said {
  readonly line: string | undefined;
  readonly entersFunction: string;
  readonly entersLine: string;
  readonly instruction: string;
}

export function chromeTrace(): TraceWriter {
  const open: Open[] = [];
  const saidOf = once(sayings);
  let text = '';
  const begin = (ts: number, said: string) => {
    text += `,\n{"ph":"B","ts":${ts},${said}`;
  };
  const end = (ts: number) => {
    text += `,\n{"ph":"E","ts":${ts},${ENDS}`;
  };
  const close = (ts: number, depth: number) => {
    while (open.length > depth) {
      if (open.pop()?.line !== undefined) end(ts);
      end(ts);
    }
  };
  /** Makes the open slices those of an instruction. */
  const enter = (place: TracePlace, said: Said, depth: number, ts: number) => {
    close(ts, depth + 1);
    if (open[depth] && open[depth].functionIndex !== place.functionIndex) close(ts, depth);
    if (open.length <= depth) {
      begin(ts, said.entersFunction);
      open.push({ functionIndex: place.functionIndex, line: undefined });
    }
    const frame = open[open.length - 1];
    if (frame.line === said.line) return;
    if (frame.line !== undefined) end(ts);
    if (said.line !== undefined) begin(ts, said.entersLine);
    frame.line = said.line;
  };
  const taken = () => {
    const written = text;
    text = '';
    return written;
  };
  return {
    begin(from, calls) {
      const process = rest({ ph: 'M', name: 'process_name', args: { name: 'Stepformer' } });
      const thread = rest({ ph: 'M', name: 'thread_name', args: { name: 'program' } });
      text = `{"displayTimeUnit":"ns","otherData":{"time":"1 µs is 1 token"},"traceEvents":[\n{${process},\n{${thread}`;
      calls.forEach((place, depth) => {
        enter(place, saidOf(place), depth, from);
      });
      return taken();
    },
    instruction({ position, place, depth, tokens }: Executed) {
      const said = saidOf(place);
      enter(place, said, depth, position);
      text += `,\n{"ph":"X","ts":${position},"dur":${tokens.length},${said.instruction}`;
      for (let i = 0; i < tokens.length; i++) {
        const { output } = tokens[i];
        if (output) text += `,\n{"ph":"i","s":"t","ts":${position + i},${outputSaid(output)}`;
      }
      return taken();
    },
    end(to) {
      close(to, 0);
      return `${taken()}\n]}\n`;
    },
  };
}

/** What follows the first fields of an event, with its end. */
const rest = (fields: object) => `${fieldsOf({ ...fields, ...THREAD })}}`;
const ENDS = rest({});

function sayings(place: TracePlace): Said {
  const line = lineOf(place);
  return {
    line,
    entersFunction: rest({ cat: 'function', name: place.function, args: { file: place.file } }),
    entersLine: rest({ cat: 'line', name: line }),
    instruction: rest({ cat: 'instruction', name: place.text }),
  };
}

const outputSaid = ({ byte, stream }: NonNullable<TraceToken['output']>) => {
  const name = JSON.stringify(String.fromCharCode(byte));
  return rest({ cat: 'output', name, args: { byte, stream } });
};

const lineOf = ({ file, line }: TracePlace) =>
  file === undefined || line === undefined ? undefined : `${path.basename(file)}:${line}`;
