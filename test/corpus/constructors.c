#include <stdio.h>
#include <stdlib.h>

static char trace[8];
static int length;

static void mark(char letter) { trace[length++] = letter; }

__attribute__((constructor(201))) static void second(void) { mark('b'); }
__attribute__((constructor(101))) static void first(void) { mark('a'); }
__attribute__((destructor)) static void last(void) { printf("%s ends\n", trace); }

static void at_exit(void) { mark('d'); }

int main(void)
{
    mark('c');
    atexit(at_exit);
    puts(trace);
    return length;
}
