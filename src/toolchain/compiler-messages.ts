/** What clang and its linker write, read back as places in the sources and as advice. */
import path from 'node:path';
import { BuildError, type Diagnostic } from './errors';

export interface CompilerMessage extends Diagnostic {
  readonly severity: 'error' | 'warning' | 'note';
}

const MESSAGE = /^(.+?):(\d+):(\d+): (?:fatal )?(error|warning|note): (.*)$/;

const INCLUDED = /^In file included from (.+?):(\d+)[:,]/;
/** Where the bundled clang keeps the headers of its libc; a person's own files are never there. */
const LIBC = '/usr/include/wasm32-wasip1/';

/**
 * The messages that name a place, with absolute paths. What a header of the libc complains of is said at the
 * `#include` that brought it in.
 */
export function readMessages(log: string, workspace: string): CompilerMessage[] {
  const messages: CompilerMessage[] = [];
  let included: { file: string; line: number } | undefined;
  for (const line of log.split(/\r?\n/)) {
    const [, includer, includerLine] = INCLUDED.exec(line) ?? [];
    if (includer) included ??= { file: includer, line: Number(includerLine) };
    const match = MESSAGE.exec(line);
    if (!match) continue;
    const [, file, row, column, severity, message] = match;
    const place =
      included && file.startsWith(LIBC)
        ? { ...included, column: 1 }
        : { file, line: Number(row), column: Number(column) };
    included = undefined;
    messages.push({
      ...place,
      file: path.resolve(workspace, place.file),
      severity: severity as CompilerMessage['severity'],
      message: advice(message) ?? message,
    });
  }
  return messages;
}

/** The error of a build that failed: its first message, and all of them as diagnostics. */
export function diagnose(log: string, messages: readonly CompilerMessage[]): BuildError {
  const errors = messages.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const [{ file, line, column, message }] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    return new BuildError(`${path.basename(file)}:${line}:${column}: ${message}${more}`, messages);
  }
  const undefinedSymbols = [...log.matchAll(/undefined symbol: (\S+)/g)].map(([, name]) => name);
  if (undefinedSymbols.length > 0) return new BuildError(missing(undefinedSymbols));
  const [, said] = /^(?:wasm-ld|clang(?:-\d+)?|.*?): error: (.*)$/m.exec(log) ?? [];
  return new BuildError(
    said
      ? (advice(said) ?? `The compiler says: ${said}. Correct the sources or the compiler flags.`)
      : `The compiler wrote no module and gave no reason: ${log.trim().slice(-300) || 'its output is empty'}`,
  );
}

const THREADS = /^(thrd_|mtx_|cnd_|tss_|pthread_)/;
const JUMPS = /^(setjmp|longjmp|sigsetjmp|siglongjmp|__wasm_(setjmp|longjmp).*|__c_longjmp)$/;
const MAINS = new Set(['main', '__main_void', '__main_argc_argv', '__original_main']);

/** The start-up code of the libc refers to `main` weakly, so that its absence is not an error to the linker. */
const NO_MAIN_MARK = 'undefined_weak:main';
const NO_MAIN =
  'The program has no function main: write int main(void) or int main(int argc, char **argv), or add the file that has it.';

/** Throws a `BuildError` if the linked module has no `main`. */
export function checkMain(wasm: Uint8Array): void {
  if (Buffer.from(wasm.buffer, wasm.byteOffset, wasm.length).includes(NO_MAIN_MARK))
    throw new BuildError(NO_MAIN);
}

const NO_THREADS = 'This machine has one thread: take threads and -pthread out of the program';
const NO_JUMPS =
  'This machine has no setjmp and longjmp: return error codes through the callers instead';

function missing(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const [name] = unique;
  if (unique.some((symbol) => MAINS.has(symbol))) return NO_MAIN;
  if (THREADS.test(name)) return `The program uses ${name}. ${NO_THREADS}.`;
  if (JUMPS.test(name)) return `The program uses ${name}. ${NO_JUMPS}.`;
  return `The program uses ${unique.join(', ')}, which no source file defines: add the file that defines it, or link its library with a flag such as -lm.`;
}

/** What to do, where clang's own words do not say it or say it for another machine. */
function advice(message: string): string | undefined {
  if (/^Setjmp\/longjmp support requires/.test(message)) return NO_JUMPS;
  if (/^"?wasm lacks signal support/.test(message))
    return 'Signals are not supported: take <signal.h> out of the program';
  if (/shared-memory is disallowed|atomics/.test(message)) return NO_THREADS;
  if (/cannot use '(throw|try)' with exceptions disabled/.test(message))
    return 'C++ exceptions are not supported: write the program in C';
  return undefined;
}
