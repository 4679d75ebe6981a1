#include <stdio.h>

int main(void)
{
    unsigned hash = 1;
    for (int n = 0; n < 32; n++) {
        volatile int negative = -123456789;
        hash = (hash << 5 | hash >> 27) ^ (unsigned)(negative >> n) ^ 1u << n;
    }
    printf("%u\n", hash);
    return 0;
}
