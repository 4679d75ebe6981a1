#include <stdio.h>
#include <string.h>

#define WIDTH 24

int main(void)
{
    char line[WIDTH + 1] = "", word[WIDTH + 1];
    int lines = 0;
    while (scanf("%24s", word) == 1) {
        size_t used = strlen(line);
        if (used && used + 1 + strlen(word) > WIDTH) {
            printf("|%-*s|\n", WIDTH, line);
            lines++;
            used = 0;
        }
        snprintf(line + used, sizeof line - used, "%s%s", used ? " " : "", word);
    }
    if (*line) printf("|%*s|\n", WIDTH, line);
    return lines;
}
