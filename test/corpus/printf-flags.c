#include <stdio.h>

int main(void)
{
    printf("[%5d][%-5d][%05d][%+d][% d]\n", 42, 42, 42, 42, 42);
    printf("[%.3d][%8.3d][%-8.3d][%.0d]\n", 7, 7, 7, 0);
    printf("[%x][%X][%#x][%o][%#o][%08x]\n", 255, 255, 255, 8, 8, 0xbeef);
    printf("[%10s][%-10s][%.2s][%10.2s]\n", "text", "text", "text", "text");
    printf("[%*d][%-*d][%.*s]\n", 6, 1, 6, 2, 3, "abcdef");
    printf("[%c][%3c][%%][%hhd][%hd]\n", 'a', 'b', 300, 70000);
    printf("[%u][%lld][%llu][%zu]\n", -1, -1LL, -1LL, sizeof(int));
    return printf("%d\n", 12345);
}
