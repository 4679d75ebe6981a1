#include <stdio.h>

#define COLOURS(X) X(RED, 0xff0000) X(GREEN, 0x00ff00) X(BLUE, 0x0000ff) X(WHITE, 0xffffff)

#define NAME(name, value) name,
#define TEXT(name, value) #name,
#define CASE(name, value) case name: return value;

enum colour { COLOURS(NAME) COLOUR_COUNT };
static const char *const texts[] = {COLOURS(TEXT)};

static int value(enum colour colour)
{
    switch (colour) {
        COLOURS(CASE)
    default: return -1;
    }
}

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, n, ...) n
#define SWAP(type, a, b) do { type JOIN(old, __LINE__) = a; a = b; b = JOIN(old, __LINE__); } while (0)
#define SAY(pattern, ...) printf("%s: " pattern "\n", __func__, ##__VA_ARGS__)

int main(void)
{
    for (int i = 0; i < COLOUR_COUNT; i++)
        SAY("%s %06x", texts[i], (unsigned)value((enum colour)i));
    int a = 1, b = 2;
    if (a < b) SWAP(int, a, b);
    else a = 0;
    SAY("%d %d, %d and %d", a, b, COUNT(x), COUNT(x, y, z));
    SAY("done");
    return value(COLOUR_COUNT) + 1;
}
