#include <stdio.h>

int main(void)
{
    unsigned crc = ~0u;
    for (const char *p = "123456789"; *p; p++) {
        crc ^= (unsigned char)*p;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    printf("%x\n", ~crc);
    return 0;
}
