#include <stdio.h>
#include <string.h>

static const char joined[] = "one " "two"
                             " three";
static const char escapes[] = "\a\b\f\v\0\x41\102\?\"\\\1234";

int main(void)
{
    for (unsigned i = 0; i < sizeof escapes; i++)
        printf("%02x ", (unsigned char)escapes[i]);
    printf("\n%s %d %d\n", joined, (int)sizeof joined, (int)strlen(escapes));
    printf("%x %x\n", 'ab', L'\x20ac');
    const char *raw = "tab\there, percent %d, caf\u00e9";
    puts(raw);
    char exact[3] = "abc";
    printf("%.3s %c %c\n", exact, "index"[2], 1["swapped"]);
    int table['z' - 'a' + 1] = {['q' - 'a'] = 3};
    return table[16] + (int)sizeof "" + (int)sizeof u8"\u00fc";
}
