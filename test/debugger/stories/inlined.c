#include <stdio.h>

static int square(int x) {
  int r = x * x;
  printf("%d\n", r); // #BP1
  return r;
}

static int sum(int n) {
  int total = 0;
  for (int i = 1; i <= n; i++)
    total += square(i);
  printf("sum\n"); // #BP2
  return total;
}

int main(int argc, char **argv) {
  int total = sum(argc + 1);
  printf("%s: %d\n", argv[0], total);
  return 0;
}
