#include <stdio.h>
#include <stdlib.h>

static int work(int fail)
{
    int status = -1;
    char *a = malloc(10), *b = NULL;
    if (fail == 1) goto free_a;
    b = malloc(20);
    if (fail == 2) goto free_b;
    status = 0;
free_b:
    printf("b ");
    free(b);
free_a:
    printf("a: %d\n", status);
    free(a);
    return status;
}

int main(void) { return work(0) + work(1) + work(2) + 2; }
