#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct __attribute__((packed)) header { uint8_t version : 4, length : 4; uint16_t total; int32_t offset : 13; uint32_t flags : 3; };

int main(void)
{
    struct header h = {4, 5, 0xabcd, -1234, 6};
    unsigned char bytes[sizeof h];
    memcpy(bytes, &h, sizeof h);
    printf("%d:", (int)sizeof h);
    for (size_t i = 0; i < sizeof h; i++)
        printf(" %02x", bytes[i]);
    printf("\n%u %u %x %d %u\n", h.version, h.length, h.total, h.offset, h.flags);
    h.version += 13;
    h.offset -= 4000;
    h.flags ^= 5;
    printf("%u %u %x %d %u\n", h.version, h.length, h.total, h.offset, h.flags);
    return 0;
}
