#include <stdint.h>
#include <stdio.h>

int main(void)
{
    uint64_t state = 88172645463325252ULL;
    for (int i = 0; i < 20; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    printf("%llx %llx\n", (unsigned long long)state, (unsigned long long)(state * 2685821657736338717ULL));
    return 0;
}
