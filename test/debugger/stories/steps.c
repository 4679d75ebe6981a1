#include <stdio.h>

static int twice(int x) {
  int y = x * 2;
  return y;
}

static int sum(int n) {
  int total = 0;
  for (int i = 1; i <= n; i++) {
    total += twice(i);
  }
  return total;
}

int main(void) {
  int result = sum(2); // #BP1
  puts("done");
  return result - 6;
}
