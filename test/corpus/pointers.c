#include <stddef.h>
#include <stdio.h>

struct mixed { char c; short s; int i; long long l; };

int main(void)
{
    int values[5] = {1, 2, 3, 4, 5}, *p = values + 4, **pp = &p;
    (*pp)--;
    printf("%d %d %d\n", *p, (int)(p - values), p[-2]);
    printf("%d %d %d %d\n", (int)offsetof(struct mixed, s), (int)offsetof(struct mixed, i),
           (int)offsetof(struct mixed, l), (int)sizeof(struct mixed));
    const char *text = "pointer";
    return *(text + 3) - 'a';
}
