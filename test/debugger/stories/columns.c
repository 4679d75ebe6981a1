static int twice(int x) {
  return x * 2;
}

static int sum(int n) {
  int total = 0;
  for (int i = 0; i < n; i++) total += twice(i); // #BP1
  return n > 9 ? total : total + n;              // #BP2
}

int main(void) {
  return sum(3) != 9;
}
