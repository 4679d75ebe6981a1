#include <errno.h>
#include <stdio.h>

int main(void)
{
    FILE *file = fopen("missing.txt", "r");
    printf("%d %d\n", file == NULL, errno != 0);
    return remove("missing.txt") != 0;
}
