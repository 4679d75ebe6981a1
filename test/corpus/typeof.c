#include <stddef.h>
#include <stdio.h>

#define MAX(a, b) ({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define CONTAINER(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))

struct link { struct link *next; };
struct task { long long id; struct link link; char name[6]; };

static inline int once(int *calls) { return ++*calls; }

int main(void)
{
    int calls = 0;
    printf("%d %lld %d\n", MAX(once(&calls), 0), MAX(3LL << 40, 7), calls);
    printf("%d\n", MAX('a', MAX(-1, 98)));
    struct task tasks[] = {{1LL << 33, {NULL}, "first"}, {-2, {&tasks[0].link}, "then"}};
    for (struct link *link = &tasks[1].link; link; link = link->next) {
        struct task *task = CONTAINER(link, struct task, link);
        printf("%lld %s\n", task->id, task->name);
    }
    __typeof__(int[3]) array = {1, 2, 3};
    return array[2] ?: 9;
}
