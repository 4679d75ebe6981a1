// A linked list on the heap: built, reversed, filtered and freed.

#include <stdio.h>
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};

static struct node *push(struct node *list, int value)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        exit(1);
    node->value = value;
    node->next = list;
    return node;
}

static struct node *reverse(struct node *list)
{
    struct node *reversed = NULL;
    while (list != NULL) {
        struct node *next = list->next;
        list->next = reversed;
        reversed = list;
        list = next;
    }
    return reversed;
}

// Takes the multiples of `factor` out of the list.
static struct node *without_multiples(struct node *list, int factor)
{
    struct node **link = &list;
    while (*link != NULL) {
        struct node *node = *link;
        if (node->value % factor == 0) {
            *link = node->next;
            free(node);
        } else {
            link = &node->next;
        }
    }
    return list;
}

static void print(const char *title, const struct node *list)
{
    printf("%s:", title);
    for (; list != NULL; list = list->next)
        printf(" %d", list->value);
    printf("\n");
}

int main(void)
{
    struct node *list = NULL;

    for (int i = 1; i <= 12; i++)
        list = push(list, i * i);
    print("squares, last first", list);
    list = reverse(list);
    print("reversed", list);
    list = without_multiples(list, 3);
    print("without multiples of 3", list);

    while (list != NULL) {
        struct node *next = list->next;
        free(list);
        list = next;
    }
    return 0;
}
