#include <stdio.h>

enum access {
    READ = 1 << 0,
    WRITE = 1 << 1,
    EXECUTE = 1 << 2,
    SET_USER = 1 << 11,
    ALL = READ | WRITE | EXECUTE,
};

static const char *letters(unsigned flags)
{
    static char text[4];
    text[0] = flags & READ ? 'r' : '-';
    text[1] = flags & WRITE ? 'w' : '-';
    text[2] = (flags & SET_USER ? "Ss" : "-x")[(flags & EXECUTE) != 0];
    return text;
}

int main(void)
{
    unsigned flags = READ | EXECUTE;
    printf("%s\n", letters(flags));
    flags |= SET_USER;
    printf("%s %#x\n", letters(flags), flags);
    flags &= ~(unsigned)EXECUTE;
    printf("%s %d\n", letters(flags), (flags & ALL) == READ);
    flags ^= ALL;
    printf("%s %#o\n", letters(flags), flags);
    enum { FIRST = -2, SECOND, THIRD, TENTH = 10, NEXT } order = NEXT;
    printf("%d %d %d %zu\n", SECOND, THIRD, order, sizeof order);
    return 0;
}
