#include <stdio.h>
#include <string.h>

struct big { int values[24]; char name[12]; };

static struct big make(int seed)
{
    struct big b = {{0}, "big"};
    for (int i = 0; i < 24; i++)
        b.values[i] = seed * i;
    return b;
}

int main(void)
{
    struct big all[2] = {make(1), make(-2)}, copy = all[1];
    all[1] = all[0];
    all[0] = copy;
    printf("%d %d %s %d\n", all[0].values[23], all[1].values[23], copy.name, (int)sizeof all);
    return memcmp(&all[0], &copy, sizeof copy);
}
