/* A doubly linked ring whose links lie inside of the records. */
#include <stddef.h>
#include <stdio.h>

struct link { struct link *next, *before; };
struct task { int priority; struct link link; char name[6]; };
#define TASK(l) ((struct task *)((char *)(l) - offsetof(struct task, link)))

static struct link ring = {&ring, &ring};

static void insert(struct task *t)
{
    struct link *at = ring.next;
    while (at != &ring && TASK(at)->priority >= t->priority)
        at = at->next;
    t->link = (struct link){at, at->before};
    at->before->next = &t->link;
    at->before = &t->link;
}

static void take_out(struct link *l)
{
    l->next->before = l->before;
    l->before->next = l->next;
}

static void print(void)
{
    for (struct link *l = ring.next; l != &ring; l = l->next)
        printf("%s:%d ", TASK(l)->name, TASK(l)->priority);
    for (struct link *l = ring.before; l != &ring; l = l->before)
        printf("%c", TASK(l)->name[0]);
    putchar('\n');
}

int main(void)
{
    struct task tasks[] = {{3, .name = "read"}, {9, .name = "alarm"}, {-1, .name = "idle"}, {3, .name = "write"}};
    for (int i = 0; i < 4; i++)
        insert(&tasks[i]);
    print();
    take_out(&tasks[1].link);
    take_out(&tasks[2].link);
    print();
    return 0;
}
