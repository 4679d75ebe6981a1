#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct word { const char *text; int order; };

static int by_text(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    int c = strcmp(x->text, y->text);
    return c ? c : x->order - y->order;
}

static int by_length(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    int c = (int)strlen(x->text) - (int)strlen(y->text);
    return c ? c : by_text(a, b);
}

int main(void)
{
    struct word words[] = {{"pear", 0}, {"fig", 1}, {"apple", 2}, {"fig", 3}, {"Zebra", 4}, {"", 5}};
    qsort(words, 6, sizeof *words, by_text);
    for (int i = 0; i < 6; i++) printf("%s/%d ", words[i].text, words[i].order);
    qsort(words, 6, sizeof *words, by_length);
    for (int i = 0; i < 6; i++) printf("%s/%d ", words[i].text, words[i].order);
    putchar('\n');
    return 0;
}
