#include <stdio.h>
#include <stdlib.h>

struct tree { int key; struct tree *child[2]; };

static void insert(struct tree **t, int key)
{
    while (*t)
        t = &(*t)->child[key > (*t)->key];
    *t = calloc(1, sizeof **t);
    (*t)->key = key;
}

static void walk(const struct tree *t)
{
    if (!t) return;
    walk(t->child[0]);
    printf("%d ", t->key);
    walk(t->child[1]);
}

int main(void)
{
    struct tree *root = NULL;
    int keys[] = {50, 20, 80, 10, 30, 70};
    for (int i = 0; i < 6; i++)
        insert(&root, keys[i]);
    walk(root);
    putchar('\n');
    return 0;
}
