/** The program of the long runs: it works without end, and checks its own results. */

/**
 * Sorting, hashing, matrices, recursion and 64-bit arithmetic by turns, on some 60 KiB of memory. A wrong result
 * traps. It prints nothing, so that what runs is the token loop alone.
 */
export const LONG_PROGRAM = `#include <stdio.h>
#include <stdlib.h>

enum { NUMBERS = 1024, SLOTS = 4096, SIDE = 12 };

static unsigned seed = 1;
static unsigned next(void) { return (seed = seed * 1664525u + 1013904223u) >> 8; }

static void check(int right, const char *what) {
  if (right) return;
  fprintf(stderr, "wrong: %s, seed %u\\n", what, seed);
  abort();
}

static int numbers[NUMBERS];

static void sort(int low, int high) {
  while (low < high) {
    int pivot = numbers[(low + high) / 2], i = low, j = high;
    while (i <= j) {
      while (numbers[i] < pivot) i++;
      while (numbers[j] > pivot) j--;
      if (i > j) break;
      int swapped = numbers[i];
      numbers[i++] = numbers[j];
      numbers[j--] = swapped;
    }
    sort(low, j);
    low = i;
  }
}

static void sorting(void) {
  for (int i = 0; i < NUMBERS; i++) numbers[i] = (int)next() - (1 << 23);
  sort(0, NUMBERS - 1);
  for (int i = 1; i < NUMBERS; i++) check(numbers[i - 1] <= numbers[i], "order");
}

static struct { unsigned key, count; } table[SLOTS];

static void hashing(void) {
  for (int i = 0; i < SLOTS; i++) table[i].count = 0;
  for (int i = 0; i < SLOTS / 2; i++) {
    unsigned key = next() % 3000, slot = key * 2654435761u % SLOTS;
    while (table[slot].count && table[slot].key != key) slot = (slot + 1) % SLOTS;
    table[slot].key = key;
    table[slot].count++;
  }
  unsigned sum = 0;
  for (int i = 0; i < SLOTS; i++) sum += table[i].count;
  check(sum == SLOTS / 2, "hash table");
}

static int a[SIDE][SIDE], b[SIDE][SIDE], product[SIDE][SIDE];

static void matrices(void) {
  int trace = 0, expected = 0;
  for (int i = 0; i < SIDE; i++)
    for (int j = 0; j < SIDE; j++) {
      a[i][j] = next() % 1000;
      b[i][j] = next() % 1000;
    }
  for (int i = 0; i < SIDE; i++)
    for (int j = 0; j < SIDE; j++) {
      int sum = 0;
      for (int k = 0; k < SIDE; k++) sum += a[i][k] * b[k][j];
      product[i][j] = sum;
      for (int k = 0; i == j && k < SIDE; k++) expected += b[k][i] * a[i][k];
    }
  for (int i = 0; i < SIDE; i++) trace += product[i][i];
  check(trace == expected, "trace of a matrix");
}

static int queens(int n, unsigned columns, unsigned left, unsigned right) {
  unsigned all = (1u << n) - 1;
  if (columns == all) return 1;
  int found = 0;
  for (unsigned free = all & ~(columns | left | right); free; free &= free - 1) {
    unsigned place = free & -free;
    found += queens(n, columns | place, (left | place) << 1, (right | place) >> 1);
  }
  return found;
}

static unsigned power(unsigned base, unsigned exponent, unsigned modulus) {
  unsigned long long result = 1, square = base;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = result * square % modulus;
    square = square * square % modulus;
  }
  return (unsigned)result;
}

int main(void) {
  for (;;) {
    sorting();
    hashing();
    matrices();
    check(queens(6, 0, 0, 0) == 4, "queens");
    check(power(next() % 65520 + 1, 65520, 65521) == 1, "Fermat");
  }
}
`;
