#include <stdint.h>
#include <stdio.h>

int main(void)
{
    const unsigned rule = 110;
    uint32_t cells = 1u << 8;
    for (int generation = 0; generation < 9; generation++) {
        char line[32];
        int length = 0;
        for (int i = 15; i >= 0; i--) line[length++] = cells >> i & 1 ? '#' : '.';
        line[length] = '\0';
        puts(line);
        uint32_t next = 0;
        for (int i = 0; i < 32; i++) {
            uint32_t around = (cells >> i | cells << ((32 - i) & 31)) << 1 | (cells >> ((i + 31) & 31) & 1);
            next |= (rule >> (around & 7) & 1) << i;
        }
        cells = next;
    }
    return __builtin_popcount(cells);
}
