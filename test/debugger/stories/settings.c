#include "greeting.h"
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  printf("%s, %s\n", greeting(TIMES), getenv("NAME"));
  return 0;
}
