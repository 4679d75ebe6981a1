#include <stdint.h>
#include <stdio.h>

int main(void)
{
    uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char *p = "transformer"; *p; p++)
        hash = (hash ^ (uint8_t)*p) * 0x100000001b3ULL;
    printf("%016llx\n", (unsigned long long)hash);
    return 0;
}
