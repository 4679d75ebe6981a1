#include <stdio.h>

enum color { RED, GREEN = 5, BLUE, NEGATIVE = -3, AFTER };

int main(void)
{
    enum color c = BLUE;
    printf("%d %d %d %d %d\n", RED, c, NEGATIVE, AFTER, c == BLUE);
    return c;
}
