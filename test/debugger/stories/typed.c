#include <stdio.h>

int main(void) {
  char name[20], line[20];
  int age = 0, lines = 0;
  printf("Your name: ");
  scanf("%19s", name); // #BP1
  scanf("%d", &age);
  printf("%s is %d\n", name, age); // #BP2
  while (fgets(line, sizeof line, stdin))
    lines++;
  printf("%d more lines\n", lines); // #BP3
  return 0;
}
