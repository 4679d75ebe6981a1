#include <stdio.h>

int main(void)
{
    unsigned digits[12] = {1};
    int length = 1;
    for (int n = 2; n <= 30; n++) {
        unsigned long long carry = 0;
        for (int i = 0; i < length; i++) {
            carry += (unsigned long long)digits[i] * (unsigned)n;
            digits[i] = (unsigned)(carry % 1000000000);
            carry /= 1000000000;
        }
        if (carry) digits[length++] = (unsigned)carry;
    }
    printf("%u", digits[length - 1]);
    for (int i = length - 2; i >= 0; i--) printf("%09u", digits[i]);
    putchar('\n');
    return length;
}
