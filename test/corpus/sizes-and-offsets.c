#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct mixed { char a; double b; short c; int *d; long long e; char f; };
_Static_assert(sizeof(struct mixed) % _Alignof(double) == 0, "padded");

int main(void)
{
    printf("%zu %zu %zu %zu\n", sizeof(int), sizeof(long), sizeof(long long), sizeof(void *));
    printf("%zu %zu %zu %zu %zu\n", offsetof(struct mixed, b), offsetof(struct mixed, c),
           offsetof(struct mixed, d), offsetof(struct mixed, e), offsetof(struct mixed, f));
    printf("%zu %zu %zu\n", sizeof(struct mixed), sizeof(char[7]), sizeof "text");
    printf("%d %d\n", INT32_MIN == -2147483647 - 1, SIZE_MAX == UINT32_MAX);
    return sizeof(struct mixed);
}
