#include <stdio.h>

int main(void)
{
    int i = 0, j, found = 0;
outer:
    for (j = 0; j < 5; j++) {
        if (i * j == 12)
            goto done;
        found++;
    }
    if (++i < 6)
        goto outer;
done:
    printf("%d %d %d\n", i, j, found);
    if (found < 30) { found = 30; goto outer; }
    return 0;
}
