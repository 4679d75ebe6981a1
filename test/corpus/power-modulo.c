#include <stdint.h>
#include <stdio.h>

int main(void)
{
    const uint32_t modulus = 1000000007;
    uint32_t result = 1, base = 3;
    for (uint32_t exponent = 12345; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = (uint64_t)result * base % modulus;
        base = (uint64_t)base * base % modulus;
    }
    printf("%u\n", result);
    return 0;
}
