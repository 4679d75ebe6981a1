#include <stdio.h>
#include <stdlib.h>

static int calls;

static int compare(const void *key, const void *element)
{
    int k = *(const int *)key, e = *(const int *)element;
    calls++;
    return (k > e) - (k < e);
}

int main(void)
{
    static const int numbers[] = {-40, -7, 0, 3, 3000, 70000, 2000000000};
    for (int i = 0; i < 7; i++) {
        const int *found = bsearch(&numbers[i], numbers, 7, sizeof(int), compare);
        printf("%d", (int)(found - numbers));
    }
    printf("\n");
    const int absent[] = {-41, -1, 4, 69999, 2000000001};
    for (int i = 0; i < 5; i++)
        printf("%d", bsearch(&absent[i], numbers, 7, sizeof(int), compare) == NULL);
    calls = 0;
    printf("\n%d", bsearch(absent, numbers, 0, sizeof(int), compare) == NULL);
    printf(" %d\n", calls);
    return 0;
}
