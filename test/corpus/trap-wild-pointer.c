#include <stdio.h>

struct record { int id; char text[60000]; };

int main(void)
{
    static struct record first = {7, "first"};
    struct record *volatile p = &first;
    for (int i = 0; i < 5000; i += 700) {
        printf("%d\n", i);
        fflush(stdout);
        p[i].id = i;
    }
    return 0;
}
