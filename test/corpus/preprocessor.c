#include <stdio.h>

#define TEXT(x) #x
#define EXPANDED(x) TEXT(x)
#define JOIN(a, b) a##b
#define VERSION 42
#define SAY(format, ...) printf(format "\n" __VA_OPT__(,) __VA_ARGS__)
#define COUNT(...) (int)(sizeof((int[]){__VA_ARGS__}) / sizeof(int))
#define FIELDS(F) F(width, 30) F(height, -20) F(depth, 7)
#define AS_MEMBER(name, value) int name;
#define AS_INITIALISER(name, value) .name = value,
#define AS_PRINT(name, value) SAY(#name "=%d", box.name);

struct box { FIELDS(AS_MEMBER) };

#if VERSION > 40 && !defined(UNKNOWN) && (1 ? 2 : 3) == 2 && -1 > 0u
#define CHOSEN "first"
#elif VERSION
#define CHOSEN "second"
#else
#error "not reached"
#endif

int main(void)
{
    struct box box = {FIELDS(AS_INITIALISER)};
    FIELDS(AS_PRINT)
    int JOIN(count, er) = COUNT(1, 2, 3);
    SAY("%s %s %s", TEXT(VERSION), EXPANDED(VERSION), CHOSEN);
    SAY("%d %s", counter, TEXT("quoted\n" + 'c'));
    SAY("plain");
#line 500 "elsewhere.c"
    SAY("%s %d %s", __FILE__, __LINE__, __func__);
    return 0;
}
