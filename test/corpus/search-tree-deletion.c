#include <stdio.h>
#include <stdlib.h>

struct tree { int key; struct tree *left, *right; };

static struct tree *insert(struct tree *t, int key)
{
    if (!t) {
        t = calloc(1, sizeof *t);
        t->key = key;
    } else if (key < t->key)
        t->left = insert(t->left, key);
    else if (key > t->key)
        t->right = insert(t->right, key);
    return t;
}

static struct tree *delete(struct tree *t, int key)
{
    if (!t)
        return NULL;
    if (key < t->key)
        t->left = delete(t->left, key);
    else if (key > t->key)
        t->right = delete(t->right, key);
    else if (t->left && t->right) {
        struct tree *next = t->right;
        while (next->left)
            next = next->left;
        t->key = next->key;
        t->right = delete(t->right, next->key);
    } else {
        struct tree *rest = t->left ? t->left : t->right;
        free(t);
        return rest;
    }
    return t;
}

static void print(const struct tree *t)
{
    if (!t)
        return;
    putchar('(');
    print(t->left);
    printf("%d", t->key);
    print(t->right);
    putchar(')');
}

int main(void)
{
    const int keys[] = {50, 30, 70, 20, 40, 60, 80, 35}, gone[] = {20, 30, 50, 99, 80};
    struct tree *t = NULL;
    for (int i = 0; i < 8; i++)
        t = insert(t, keys[i]);
    print(t);
    for (int i = 0; i < 5; i++) {
        t = delete(t, gone[i]);
        putchar('\n');
        print(t);
    }
    putchar('\n');
    return t->key;
}
