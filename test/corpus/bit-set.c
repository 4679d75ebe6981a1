#include <limits.h>
#include <stdio.h>
#include <string.h>

#define BITS 100
typedef unsigned word;
enum { WIDTH = CHAR_BIT * sizeof(word), WORDS = (BITS + WIDTH - 1) / WIDTH };
typedef struct { word words[WORDS]; } set;

static void include(set *s, int n) { s->words[n / WIDTH] |= (word)1 << n % WIDTH; }
static void exclude(set *s, int n) { s->words[n / WIDTH] &= ~((word)1 << n % WIDTH); }
static int contains(const set *s, int n) { return s->words[n / WIDTH] >> n % WIDTH & 1; }

static set both(set a, set b)
{
    for (int i = 0; i < WORDS; i++) a.words[i] &= b.words[i];
    return a;
}

static void show(const set *s)
{
    for (int i = 0; i < WORDS; i++)
        for (word left = s->words[i]; left; left &= left - 1)
            printf("%d ", i * WIDTH + __builtin_ctz(left));
    putchar('\n');
}

int main(void)
{
    set multiples = {0}, high;
    for (int i = 0; i < BITS; i += 11) include(&multiples, i);
    memset(&high, 0, sizeof high);
    for (int i = 32; i < BITS; i++) include(&high, i);
    set common = both(multiples, high);
    show(&common);
    exclude(&common, 99);
    exclude(&common, 98);
    include(&common, 63);
    show(&common);
    return contains(&common, 99) * 10 + contains(&common, 63);
}
