#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t read_big(const unsigned char *p) { return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]; }

static void write_little(unsigned char *p, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++, value >>= 8)
        p[i] = (unsigned char)value;
}

int main(void)
{
    unsigned char bytes[8] = {0x80, 1, 2, 0xff, 4, 5, 6, 7};
    uint32_t word;
    memcpy(&word, bytes, 4);
    printf("%08x %08x %08x\n", word, read_big(bytes), htonl(word));
    printf("%04x %04x\n", htons(0x1234), ntohs(0xff00));
    write_little(bytes + 1, 0x1122334455667788, 7);
    uint64_t wide;
    memcpy(&wide, bytes, 8);
    printf("%016llx\n", (unsigned long long)wide);
    int16_t half;
    memcpy(&half, bytes + 1, 2);
    printf("%d\n", half);
    return 0;
}
