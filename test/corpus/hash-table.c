#include <stdio.h>
#include <string.h>

static struct { const char *key; int count; } table[16];

static int *lookup(const char *key)
{
    unsigned hash = 5381;
    for (const char *p = key; *p; p++)
        hash = hash * 33 ^ (unsigned char)*p;
    unsigned i = hash % 16;
    while (table[i].key && strcmp(table[i].key, key) != 0)
        i = (i + 1) % 16;
    table[i].key = key;
    return &table[i].count;
}

int main(void)
{
    const char *words[] = {"a", "rose", "is", "a", "rose", "is", "a", "rose"};
    for (int i = 0; i < 8; i++)
        ++*lookup(words[i]);
    printf("%d %d %d %d\n", *lookup("a"), *lookup("rose"), *lookup("is"), *lookup("tulip"));
    return 0;
}
