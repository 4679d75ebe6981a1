#include <stdio.h>
#include <string.h>

int main(void)
{
    char buffer[40] = "one";
    strcat(buffer, " two");
    strncat(buffer, " three four", 6);
    printf("%s %d\n", buffer, (int)strlen(buffer));
    printf("%d %d %d\n", strcmp("a", "b") < 0, strcmp("b", "a") > 0, strncmp("abc", "abd", 2));
    printf("%s %s %d\n", strchr(buffer, 't'), strrchr(buffer, 't'), strstr(buffer, "wo") - buffer);
    for (char *word = strtok(buffer, " "); word; word = strtok(NULL, " "))
        puts(word);
    printf("%d %d\n", (int)strspn("aabbc", "ab"), (int)strcspn("hello", "lo"));
    return 0;
}
