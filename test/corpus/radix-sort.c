#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void sort(uint32_t *values, int count)
{
    uint32_t sorted[16];
    for (int shift = 0; shift < 32; shift += 8) {
        unsigned char starts[257] = {0};
        for (int i = 0; i < count; i++) starts[(values[i] >> shift & 0xff) + 1]++;
        for (int i = 0; i < 256; i++) starts[i + 1] += starts[i];
        for (int i = 0; i < count; i++) sorted[starts[values[i] >> shift & 0xff]++] = values[i];
        memcpy(values, sorted, (size_t)count * sizeof *values);
    }
}

int main(void)
{
    uint32_t values[] = {0x80000000, 7, 0xffffffff, 0x01000000, 0, 0x00010203, 7, 0x0000ff00, 256};
    sort(values, 9);
    for (int i = 0; i < 9; i++) printf("%x ", values[i]);
    putchar('\n');
    return 0;
}
