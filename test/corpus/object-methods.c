/* Objects with a table of methods: an interface, two classes, one of which extends the other. */
#include <stdio.h>

struct animal;
struct methods { const char *(*name)(const struct animal *); int (*eat)(struct animal *, int); };
struct animal { const struct methods *methods; int weight; };
struct cat { struct animal base; int lives; };

static const char *animal_name(const struct animal *a) { return a->weight > 100 ? "large animal" : "animal"; }
static int animal_eat(struct animal *a, int food) { return a->weight += food; }
static const struct methods animal_methods = {animal_name, animal_eat};

static const char *cat_name(const struct animal *a) { return ((const struct cat *)a)->lives > 8 ? "new cat" : "cat"; }
static int cat_eat(struct animal *a, int food)
{
    struct cat *self = (struct cat *)a;
    if (food > 5)
        self->lives--;
    return animal_methods.eat(a, food > 5 ? 0 : food);
}
static const struct methods cat_methods = {cat_name, cat_eat};

int main(void)
{
    struct animal cow = {&animal_methods, 95};
    struct cat tom = {{&cat_methods, 4}, 9};
    struct animal *all[] = {&cow, &tom.base};
    for (int food = 3; food < 10; food += 3)
        for (int i = 0; i < 2; i++) {
            int weight = all[i]->methods->eat(all[i], food);
            printf("%s %d\n", all[i]->methods->name(all[i]), weight);
        }
    return tom.lives;
}
