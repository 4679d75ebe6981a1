#include <stdio.h>
#include <string.h>

static int least(int a, int b, int c) { return a < b ? (a < c ? a : c) : (b < c ? b : c); }

static int distance(const char *a, const char *b)
{
    int n = (int)strlen(a), m = (int)strlen(b), table[12][12];
    for (int i = 0; i <= n; i++)
        for (int k = 0; k <= m; k++)
            table[i][k] = !i ? k : !k ? i
                : least(table[i - 1][k] + 1, table[i][k - 1] + 1, table[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
    return table[n][m];
}

int main(void)
{
    printf("%d %d %d %d\n", distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"), distance("same", "same"));
    return 0;
}
