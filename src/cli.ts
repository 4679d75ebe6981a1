#!/usr/bin/env node
/** The command line. */
import { writeFileSync } from 'node:fs';
import { parse, runArguments, USAGE } from './command/arguments';
import { bench } from './command/bench/bench';
import { engine } from './command/engine';
import { loadModel, UsageError } from './command/load';
import { run } from './command/run';
import { trace } from './command/trace';
import { verify } from './command/verify';
import { writeModel } from './model/file';
import { BuildError } from './toolchain/errors';

async function main([command, ...args]: string[]): Promise<number> {
  switch (command) {
    case 'run':
      return run(runArguments(args));
    case 'trace':
      return trace(runArguments(args));
    case 'export-model':
      return exportModel(args);
    case 'dap':
      return dap(args);
    case 'bench':
      return bench(args);
    case 'engine':
      return engine(args);
    case 'verify':
      return verify(args);
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      process.stderr.write(`${USAGE}\n`);
      return command === undefined ? 2 : 0;
    default:
      throw new UsageError(`there is no command "${command}"; "stepformer --help" lists all`);
  }
}

function exportModel(args: string[]): number {
  const { values } = parse(args, { output: { type: 'string', short: 'o' } });
  if (typeof values.output !== 'string')
    throw new UsageError('say where the model goes: -o OUT.stepformer');
  writeFileSync(values.output, writeModel(loadModel().model));
  return 0;
}

async function dap(args: string[]): Promise<number> {
  const { values } = parse(args, { port: { type: 'string' } });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536))
    throw new UsageError(`--port takes a number from 0 to 65535, not "${values.port}"`);
  const { serve } = await import('./adapter');
  await serve(port);
  return 0;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const expected = error instanceof UsageError || error instanceof BuildError;
    if (!expected && !(error instanceof RangeError)) throw error;
    if (error instanceof BuildError)
      for (const { file, line, column, message } of error.diagnostics)
        process.stderr.write(`${file}:${line}:${column}: ${message}\n`);
    process.stderr.write(`stepformer: ${(error as Error).message}\n`);
    process.exitCode = 2;
  },
);
