#include <stdbool.h>
#include <stdio.h>

#define SIZE 8u

struct ring { unsigned char bytes[SIZE]; unsigned char head, tail; };

static unsigned used(const struct ring *ring) { return (unsigned char)(ring->head - ring->tail); }

static bool push(struct ring *ring, unsigned char byte)
{
    if (used(ring) == SIZE) return false;
    ring->bytes[ring->head++ % SIZE] = byte;
    return true;
}

static int pop(struct ring *ring)
{
    return used(ring) ? ring->bytes[ring->tail++ % SIZE] : -1;
}

int main(void)
{
    struct ring ring = {.head = 250, .tail = 250};
    int refused = 0, sum = 0;
    unsigned char next = 1;
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 5; i++) {
            if (push(&ring, next)) next++;
            else refused++;
        }
        for (int i = 0; i < 3; i++) sum = sum * 3 + pop(&ring);
    }
    printf("%d refused, %u used, sum %d, head %d\n", refused, used(&ring), sum, ring.head);
    for (int byte; (byte = pop(&ring)) >= 0;) printf("%d ", byte);
    putchar('\n');
    return 0;
}
