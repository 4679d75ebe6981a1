#include <stdio.h>
#include <stdlib.h>

struct node { int key; struct node *left, *right; };

static struct node **find(struct node **link, int key)
{
    while (*link && (*link)->key != key)
        link = key < (*link)->key ? &(*link)->left : &(*link)->right;
    return link;
}

static void insert(struct node **root, int key)
{
    struct node **link = find(root, key);
    if (*link) return;
    *link = malloc(sizeof **link);
    **link = (struct node){.key = key};
}

static int delete(struct node **root, int key)
{
    struct node **link = find(root, key), *node = *link;
    if (!node) return 0;
    if (node->left && node->right) {
        struct node **next = &node->right;
        while ((*next)->left) next = &(*next)->left;
        node->key = (*next)->key;
        node = *(link = next);
    }
    *link = node->left ? node->left : node->right;
    free(node);
    return 1;
}

static void show(const struct node *node)
{
    if (!node) return;
    putchar('(');
    show(node->left);
    printf("%d", node->key);
    show(node->right);
    putchar(')');
}

int main(void)
{
    struct node *root = NULL;
    for (int i = 0; i < 9; i++) insert(&root, "eibgckahf"[i] - 'a');
    show(root);
    int deleted = delete(&root, 4) * 100;
    deleted += delete(&root, 9) * 10;
    deleted += delete(&root, 0);
    printf(" %d\n", deleted);
    show(root);
    for (int i = 0; i < 11; i++) delete(&root, i);
    printf("%s\n", root ? " left" : " empty");
    return 0;
}
