/**
 * A source that is compiled into every C program: before standard input is read, standard output is written out,
 * so that a person sees the question that a program asks. Other libcs do so by themselves, that of WASI does not.
 *
 * It is linked only where the program reads standard input, and has no debug information. Its own names and
 * warnings are kept out of the way of whatever flags a person compiles with.
 */
export const PROMPTING = {
  name: 'stepformer-prompting.c',
  source: `#pragma clang diagnostic ignored "-Weverything"
extern void *const stepformer_stdin __asm__("stdin") __attribute__((weak));
extern void *const stepformer_stdout __asm__("stdout") __attribute__((weak));
int stepformer_flush(void *) __asm__("fflush");
unsigned long stepformer_read(void *, unsigned char *, unsigned long) __asm__("__real___stdio_read");
unsigned long stepformer_flush_and_read(void *, unsigned char *, unsigned long) __asm__("__wrap___stdio_read");

__attribute__((nodebug))
unsigned long stepformer_flush_and_read(void *file, unsigned char *to, unsigned long size) {
  if (&stepformer_stdout && file == stepformer_stdin) stepformer_flush(stepformer_stdout);
  return stepformer_read(file, to, size);
}
`,
  /** Puts the function in the place of the libc's. */
  flag: '-Wl,--wrap=__stdio_read',
} as const;
