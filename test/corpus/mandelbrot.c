// A corner of it.
#include <stdio.h>

int main(void)
{
    for (int row = 0; row <= 2; row++) {
        for (int column = -5; column <= 1; column++) {
            float x = 0, y = 0, cx = column / 3.0f, cy = row / 2.0f;
            int n = 0;
            while (n < 5 && x * x + y * y < 4) {
                float t = x * x - y * y + cx;
                y = 2 * x * y + cy;
                x = t;
                n++;
            }
            putchar(".:-+*#"[n]);
        }
        putchar('\n');
    }
    return 0;
}
