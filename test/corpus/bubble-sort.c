#include <stdio.h>

static void swap(short *a, short *b) { short t = *a; *a = *b; *b = t; }

int main(void)
{
    short values[] = {300, -5, 17, 0, 32767, -32768, 9};
    for (int i = 0; i < 7; i++)
        for (int j = 0; j + 1 < 7 - i; j++)
            if (values[j] > values[j + 1])
                swap(&values[j], &values[j + 1]);
    for (int i = 0; i < 7; i++)
        printf("%d ", values[i]);
    putchar('\n');
    return 0;
}
