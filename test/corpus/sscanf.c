#include <stdio.h>

int main(void)
{
    int a, b, c, n;
    char word[10];
    n = sscanf("12 -34 0x1f", "%d %d %i", &a, &b, &c);
    printf("%d: %d %d %d\n", n, a, b, c);
    n = sscanf("key=77;", "%9[a-z]=%d", word, &a);
    printf("%d: %s %d\n", n, word, a);
    return 0;
}
