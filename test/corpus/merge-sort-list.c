#include <stdio.h>

struct node { int value; struct node *next; };

static struct node *merge(struct node *a, struct node *b)
{
    struct node head, *tail = &head;
    while (a && b) {
        struct node **least = b->value < a->value ? &b : &a;
        tail = tail->next = *least;
        *least = (*least)->next;
    }
    tail->next = a ? a : b;
    return head.next;
}

static struct node *sort(struct node *list)
{
    if (!list || !list->next) return list;
    struct node *slow = list, *fast = list->next;
    while (fast && fast->next) slow = slow->next, fast = fast->next->next;
    struct node *half = slow->next;
    slow->next = NULL;
    return merge(sort(list), sort(half));
}

int main(void)
{
    struct node nodes[12], *list = NULL;
    for (int i = 0; i < 12; i++) {
        nodes[i] = (struct node){(i * 7 + 3) % 13 - 6, list};
        list = &nodes[i];
    }
    for (struct node *n = sort(list); n; n = n->next) printf("%d ", n->value);
    putchar('\n');
    return 0;
}
