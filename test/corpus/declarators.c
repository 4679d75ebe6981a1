#include <stdio.h>

static int one(void) { return 1; }
static int two(void) { return 2; }
static int (*choose(int which))(void) { return which ? two : one; }
static int (*table[2])(void) = {one, two};
static int (*(*chooser)(int))(void) = choose;
typedef char (*row_pointer)[3];

int main(void)
{
    char letters[2][3] = {"ab", "cd"};
    row_pointer row = letters;
    const char *const fixed = letters[1];
    volatile int v = 4;
    printf("%d %d %d %s %s\n", chooser(1)(), table[0](), choose(0)(), row[1], fixed);
    v += v++ ? 1 : 0;
    return sizeof(row_pointer) + sizeof *row;
}
