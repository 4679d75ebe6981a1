#include <stdio.h>

struct s { signed int bit : 1, three : 3; unsigned int u : 3; signed char c : 5; _Bool flag : 1; };

int main(void)
{
    struct s s = {0};
    for (int i = 2; i < 6; i++) {
        s.bit = i;
        s.three = i;
        s.u = i + 3;
        s.c = i * 5;
        s.flag = i - 2;
        printf("%d: %d %d %u %d %d\n", i, s.bit, s.three, s.u, s.c, s.flag);
    }
    s.u = 0;
    printf("%u\n", --s.u);
    printf("%d\n", s.u - 8 < 0);
    s.three = 3;
    int before = s.three++;
    printf("%d %d\n", before, s.three);
    s.three = 3;
    int after = s.three += 2;
    printf("%d %d\n", after, s.three);
    return 0;
}
