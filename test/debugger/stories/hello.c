#include <stdio.h>

static int counter = 40;

int main(void) {
  int a = 3;
  char c = 'x';
  const char *text = "hello";
  counter += 2;
  // There is no code here. #BP1
  printf("%s, %d\n", text, counter);
  a = a + c; // #BP2
  return a - 123;
}
