int factorial(int n) {
  if (n <= 1) {
    return 1; // #BP1
  }
  return n * factorial(n - 1);
}

int main(void) {
  return factorial(4);
}
