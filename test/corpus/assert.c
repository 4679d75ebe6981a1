#include <assert.h>
#include <stdio.h>

int main(void)
{
    int x = 3;
    assert(x == 3);
    puts("held");
    assert(x == 4);
    return 0;
}
