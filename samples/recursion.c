// The towers of Hanoi: watch the call stack grow and shrink.

#include <stdio.h>
#include <stdlib.h>

#define MOST_DISCS 16

struct peg {
    const char *name;
    int discs[MOST_DISCS]; // the lowest first, 1 the smallest
    int count;
};

static int moves;

static void move_disc(struct peg *from, struct peg *to)
{
    int disc = from->discs[--from->count];
    to->discs[to->count++] = disc;
    moves++;
    printf("%3d: disc %d from %s to %s\n", moves, disc, from->name, to->name);
}

static void move_tower(int height, struct peg *from, struct peg *to, struct peg *spare)
{
    if (height == 0)
        return;
    move_tower(height - 1, from, spare, to);
    move_disc(from, to);
    move_tower(height - 1, spare, to, from);
}

int main(int argc, char **argv)
{
    int height = argc > 1 ? atoi(argv[1]) : 4;
    struct peg left = {"left", {0}, 0};
    struct peg middle = {"middle", {0}, 0};
    struct peg right = {"right", {0}, 0};

    if (height < 1 || height > MOST_DISCS) {
        fprintf(stderr, "from 1 to %d discs\n", MOST_DISCS);
        return 1;
    }
    for (int disc = height; disc > 0; disc--)
        left.discs[left.count++] = disc;
    move_tower(height, &left, &right, &middle);
    printf("%d moves\n", moves);
    return 0;
}
