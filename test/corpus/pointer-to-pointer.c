#include <stdio.h>

struct node { int value; struct node *next; };

static void insert_sorted(struct node **link, struct node *node)
{
    while (*link && (*link)->value < node->value)
        link = &(*link)->next;
    node->next = *link;
    *link = node;
}

static int remove_odd(struct node **link)
{
    int removed = 0;
    while (*link) {
        if ((*link)->value % 2) {
            *link = (*link)->next;
            removed++;
        } else
            link = &(*link)->next;
    }
    return removed;
}

static void reverse(struct node **head)
{
    struct node *done = NULL;
    for (struct node *node = *head, *next; node; node = next) {
        next = node->next;
        node->next = done;
        done = node;
    }
    *head = done;
}

int main(void)
{
    struct node nodes[8], *head = NULL;
    for (int i = 0; i < 8; i++) {
        nodes[i].value = i * 5 % 8;
        insert_sorted(&head, &nodes[i]);
    }
    int removed = remove_odd(&head);
    reverse(&head);
    for (struct node *node = head; node; node = node->next) printf("%d ", node->value);
    printf("(%d removed)\n", removed);
    return 0;
}
