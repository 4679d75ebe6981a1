#include <stdio.h>
#include <string.h>

int main(void)
{
    char a[] = "0123456789abcdef", b[] = "0123456789abcdef", c[] = "0123456789abcdef";
    memmove(a + 3, a, 10);
    memmove(b, b + 3, 10);
    memmove(c + 1, c + 1, 5);
    printf("%s\n%s\n%s\n", a, b, c);
    int numbers[6] = {1, 2, 3, 4, 5, 6};
    memmove(numbers + 1, numbers, 5 * sizeof(int));
    for (int i = 0; i < 6; i++) printf("%d ", numbers[i]);
    putchar('\n');
    return 0;
}
