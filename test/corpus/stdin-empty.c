#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char buffer[4];
    printf("%d %d\n", (int)read(0, buffer, 4), getchar());
    return 0;
}
