#include <stdio.h>

static int heap[20], size;

static void push(int value)
{
    int i = size++;
    for (; i && heap[(i - 1) / 2] > value; i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
    heap[i] = value;
}

static int pop(void)
{
    int top = heap[0], last = heap[--size], i = 0;
    for (int child; (child = 2 * i + 1) < size; i = child) {
        if (child + 1 < size && heap[child + 1] < heap[child]) child++;
        if (heap[child] >= last) break;
        heap[i] = heap[child];
    }
    heap[i] = last;
    return top;
}

int main(void)
{
    unsigned state = 99;
    for (int i = 0; i < 18; i++) push((int)((state = state * 69069 + 1) >> 20) % 500 - 250);
    int before = -1000, ordered = 1;
    while (size) {
        int value = pop();
        ordered &= before <= value;
        before = value;
        printf("%d ", value);
    }
    printf("%d\n", ordered);
    return 0;
}
