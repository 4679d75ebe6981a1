#include <stdio.h>

#define MODULUS 1000000007LL

struct matrix { long long m[2][2]; };

static struct matrix multiply(struct matrix a, struct matrix b)
{
    struct matrix c = {{{0}}};
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            c.m[i][j] = (a.m[i][0] * b.m[0][j] + a.m[i][1] * b.m[1][j]) % MODULUS;
    return c;
}

int main(void)
{
    struct matrix result = {{{1, 0}, {0, 1}}}, base = {{{1, 1}, {1, 0}}};
    for (unsigned n = 1000; n; n /= 2) {
        if (n % 2) result = multiply(result, base);
        base = multiply(base, base);
    }
    printf("%lld\n", result.m[0][1]);
    return 0;
}
