#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person { char name[8]; unsigned char age; long long worth; };

static int by_age_then_name(const void *a, const void *b)
{
    const struct person *p = a, *q = b;
    return p->age != q->age ? p->age - q->age : strcmp(p->name, q->name);
}

static int by_worth_falling(const void *a, const void *b)
{
    const struct person *p = a, *q = b;
    return (p->worth < q->worth) - (p->worth > q->worth);
}

int main(void)
{
    struct person people[] = {
        {"Dora", 41, 5000000000}, {"Emil", 19, -3}, {"Ada", 41, 4999999999}, {"Bo", 200, 0}, {"Cleo", 19, 1LL << 62},
    };
    qsort(people, 5, sizeof *people, by_age_then_name);
    for (int i = 0; i < 5; i++)
        printf("%-5s %3d\n", people[i].name, people[i].age);
    struct person key = {"Bo", 200, 0};
    struct person *found = bsearch(&key, people, 5, sizeof *people, by_age_then_name);
    printf("Bo is number %d\n", found ? (int)(found - people) : -1);
    strcpy(key.name, "Cy");
    printf("Cy is %s\n", bsearch(&key, people, 5, sizeof *people, by_age_then_name) ? "there" : "missing");
    qsort(people, 5, sizeof *people, by_worth_falling);
    for (int i = 0; i < 5; i++)
        printf("%-5s %20lld\n", people[i].name, people[i].worth);
    return 0;
}
