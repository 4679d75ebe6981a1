#include <stdio.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void encode(const unsigned char *bytes, size_t length, char *out)
{
    for (size_t i = 0; i < length; i += 3) {
        unsigned long group = (unsigned long)bytes[i] << 16;
        if (i + 1 < length) group |= bytes[i + 1] << 8;
        if (i + 2 < length) group |= bytes[i + 2];
        *out++ = digits[group >> 18];
        *out++ = digits[group >> 12 & 63];
        *out++ = i + 1 < length ? digits[group >> 6 & 63] : '=';
        *out++ = i + 2 < length ? digits[group & 63] : '=';
    }
    *out = '\0';
}

int main(void)
{
    const char *texts[] = {"", "f", "fo", "foo", "foobar", "\xff\xfe\x00z"};
    for (int i = 0; i < 6; i++) {
        char out[16];
        encode((const unsigned char *)texts[i], i == 5 ? 4 : strlen(texts[i]), out);
        printf("%s\n", out);
    }
    return 0;
}
