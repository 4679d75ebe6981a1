/* A ledger: four amounts are booked one after another. */
#include <stdio.h>

struct entry {
  int amount;
  const char *name;
};

static struct entry book[4];
static int total;

static int add(int balance, int amount) {
  int sum = balance + amount; // #ADDS
  return sum;
}

static int twice(int n) {
  return n * 2; // #TWICE
}

int main(void) {
  for (int i = 0; i < 4; i++) {
    book[i].amount = 10 * (i + 1);             // #BOOK
    total = add(total, twice(book[i].amount)); // #SUM
    printf("%d\n", total);                     // #SHOW
  }
  total -= 200;                      // #LAST
  return total == 0 ? 0 : 1;
}
