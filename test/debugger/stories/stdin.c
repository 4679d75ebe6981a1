#include <stdio.h>

int main(int argc, char **argv) {
  char line[16];
  while (fgets(line, sizeof line, stdin))
    printf("%s: %s", argv[1], line); // #BP1
  return argc; // #BP2
}
