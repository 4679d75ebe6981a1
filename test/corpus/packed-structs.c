#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct __attribute__((packed)) header {
    unsigned char version;
    unsigned int length;
    unsigned short port;
    long long stamp;
};

struct __attribute__((packed)) bits {
    signed int small : 3;
    unsigned int middle : 13;
    signed int large : 24;
    _Bool last : 1;
};

int main(void)
{
    struct header header = {.version = 4, .length = 0x01020304, .port = 8080, .stamp = -2};
    printf("%zu %zu %zu\n", sizeof header, offsetof(struct header, port), offsetof(struct header, stamp));
    unsigned char bytes[sizeof header];
    memcpy(bytes, &header, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        printf("%02x", bytes[i]);
    putchar('\n');
    header.length += header.port;
    header.stamp *= header.length;
    printf("%u %lld\n", header.length, header.stamp);

    struct bits bits = {-4, 8191, -8388608, 1};
    printf("%zu %d %u %d %d\n", sizeof bits, bits.small, bits.middle, bits.large, bits.last);
    bits.small++;
    bits.middle++;
    bits.large /= 3;
    bits.last ^= 1;
    printf("%d %u %d %d\n", bits.small, bits.middle, bits.large, bits.last);
    return 0;
}
