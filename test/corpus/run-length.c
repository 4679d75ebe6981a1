#include <stdio.h>

static int encode(const char *text, char *out)
{
    char *begin = out;
    while (*text) {
        int run = 1;
        while (text[run] == *text && run < 9) run++;
        *out++ = (char)('0' + run);
        *out++ = *text;
        text += run;
    }
    *out = '\0';
    return (int)(out - begin);
}

static void decode(const char *text, char *out)
{
    for (; *text; text += 2)
        for (int n = *text - '0'; n; n--) *out++ = text[1];
    *out = '\0';
}

int main(void)
{
    char packed[64], back[64];
    int length = encode("aaabccccccccccccd  x", packed);
    decode(packed, back);
    printf("%s %d\n%s\n", packed, length, back);
    return 0;
}
