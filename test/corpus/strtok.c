#include <stdio.h>
#include <string.h>

int main(void)
{
    char line[] = "  one,two;;three , four";
    int count = 0;
    for (char *word = strtok(line, " ,;"); word; word = strtok(NULL, " ,;")) printf("%d:%s ", ++count, word);
    char path[] = "/usr//local/bin", *rest = path, *part;
    while ((part = strtok_r(rest, "/", &rest))) printf("[%s]", part);
    putchar('\n');
    return count;
}
