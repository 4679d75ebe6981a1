#include <stdio.h>

struct colour { unsigned char red, green, blue; };
struct theme { const char *name; struct colour text, back; int sizes[4]; };

int main(void)
{
    struct theme theme = {
        .back = {.blue = 255, .red = 1},
        .name = "night",
        .sizes = {[2] = 14, [0] = 9},
    };
    int squares[] = {[5] = 25, [1] = 1, 4, 9};
    printf("%s %d %d %d\n", theme.name, theme.back.red, theme.back.green, theme.back.blue);
    for (int i = 0; i < 4; i++) printf("%d ", theme.sizes[i]);
    for (unsigned i = 0; i < sizeof squares / sizeof *squares; i++) printf("%d ", squares[i]);
    printf("\n%d\n", theme.text.red);
    return 0;
}
