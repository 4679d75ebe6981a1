#include <stdio.h>

int main(void)
{
    printf("[%5d|%-5d|%05d|%+d|% d]\n", 42, 42, 42, 42, 42);
    printf("[%x|%X|%#x|%o|%#o]\n", 48879, 48879, 48879, 8, 8);
    printf("[%u|%c|%10s|%-10s|%.2s]\n", 4000000000u, 'q', "right", "left", "cut");
    printf("[%hhd|%hd|%ld|%%|%*d]\n", 300, 70000, -7L, 6, 9);
    return printf("%s", "");
}
