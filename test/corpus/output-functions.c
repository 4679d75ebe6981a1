#include <stdio.h>
#include <string.h>

int main(void)
{
    static char buffer[64];
    printf("%d\n", setvbuf(stdout, buffer, _IOFBF, sizeof buffer) == 0);
    static const char words[][6] = {"zero", "one", "two"};
    fputs("no end of line", stdout);
    puts(", now one");
    printf("%zu\n", fwrite(words, sizeof words[0], 3, stdout));
    for (const char *p = "letters"; *p; p++)
        fputc(*p, stdout);
    putc('\n', stdout);
    printf("%d %d\n", putchar('x'), fputs("y\n", stdout) >= 0);
    fprintf(stdout, "%s %d\n", "formatted", fflush(stdout));
    setvbuf(stdout, NULL, _IONBF, 0);
    putchar('a');
    fputs("bc", stdout);
    printf("%d%s", 4, "five");
    puts("");
    fputs("never seen here", stderr);
    return ferror(stdout);
}
