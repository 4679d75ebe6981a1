#include <stdio.h>
#include <stdlib.h>

struct trie { struct trie *next[26]; int words; };

static void add(struct trie *t, const char *word)
{
    for (; *word; word++) {
        struct trie **child = &t->next[*word - 'a'];
        if (!*child) *child = calloc(1, sizeof **child);
        t = *child;
    }
    t->words++;
}

static int count(const struct trie *t)
{
    int sum = t->words;
    for (int i = 0; i < 26; i++)
        if (t->next[i]) sum += count(t->next[i]);
    return sum;
}

static int starting(const struct trie *t, const char *prefix)
{
    for (; *prefix; prefix++)
        if (!(t = t->next[*prefix - 'a'])) return 0;
    return count(t);
}

int main(void)
{
    struct trie root = {0};
    const char *words[] = {"car", "card", "care", "cat", "dog", "car"};
    for (int i = 0; i < 6; i++) add(&root, words[i]);
    printf("%d %d %d %d\n", starting(&root, ""), starting(&root, "car"), starting(&root, "ca"), starting(&root, "x"));
    return 0;
}
