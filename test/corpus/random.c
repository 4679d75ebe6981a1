#include <stdio.h>
#include <unistd.h>

int main(void)
{
    unsigned char bytes[16] = {0};
    int result = getentropy(bytes, sizeof bytes), any = 0;
    for (int i = 0; i < 16; i++)
        any |= bytes[i];
    printf("%d %d\n", result, any != 0);
    return 0;
}
