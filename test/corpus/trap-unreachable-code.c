#include <stdio.h>

enum suit { CLUBS, HEARTS };

static const char *name(enum suit s)
{
    switch (s) {
    case CLUBS: return "clubs";
    case HEARTS: return "hearts";
    }
    __builtin_trap();
}

int main(void)
{
    for (int s = 0; s < 3; s++) {
        puts(name((enum suit)s));
        fflush(stdout);
    }
    return 0;
}
