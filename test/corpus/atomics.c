#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

static atomic_int counter = 5;
static _Atomic unsigned long long wide = 1ULL << 40;
static atomic_flag lock = ATOMIC_FLAG_INIT;

int main(void)
{
    int before = atomic_fetch_add(&counter, 3);
    printf("%d %d\n", before, atomic_load(&counter));
    int expected = 7;
    bool swapped = atomic_compare_exchange_strong(&counter, &expected, 100);
    printf("%d %d\n", swapped, expected);
    swapped = atomic_compare_exchange_strong(&counter, &expected, 100);
    printf("%d %d\n", swapped, atomic_exchange(&counter, -1));
    wide *= 3;
    wide |= 1;
    atomic_fetch_xor(&wide, ~0ULL);
    printf("%llx\n", atomic_load(&wide));
    int first = atomic_flag_test_and_set(&lock), second = atomic_flag_test_and_set(&lock);
    printf("%d %d\n", first, second);
    return 0;
}
