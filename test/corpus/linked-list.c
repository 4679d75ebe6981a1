#include <stdio.h>
#include <stdlib.h>

struct node { int value; struct node *next; };

int main(void)
{
    struct node *head = NULL, **tail = &head;
    for (int i = 0; i < 6; i++) {
        *tail = malloc(sizeof **tail);
        **tail = (struct node){i * i, NULL};
        tail = &(*tail)->next;
    }
    int sum = 0;
    while (head) {
        struct node *next = head->next;
        sum = sum * 3 + head->value;
        free(head);
        head = next;
    }
    printf("%d\n", sum);
    return 0;
}
