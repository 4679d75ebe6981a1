#include <stdio.h>

static int decode(const char **text)
{
    unsigned char first = (unsigned char)*(*text)++;
    if (first < 0x80) return first;
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    int point = first & (0x3f >> more);
    while (more-- > 0) {
        if ((**text & 0xc0) != 0x80) return -1;
        point = point << 6 | (*(*text)++ & 0x3f);
    }
    return point;
}

int main(void)
{
    const char *text = "aé€😀z";
    int count = 0;
    while (*text) printf("U+%04X ", decode(&text)), count++;
    printf("%d\n", count);
    text = "\xc3(";
    return decode(&text) == -1;
}
