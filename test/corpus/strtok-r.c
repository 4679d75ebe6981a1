#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *text = strdup("name=Ada;born=1815;;field=mathematics;empty="), *outer;
    if (!text) return 1;
    for (char *pair = strtok_r(text, ";", &outer); pair; pair = strtok_r(NULL, ";", &outer)) {
        char *inner, *key = strtok_r(pair, "=", &inner), *value = strtok_r(NULL, "=", &inner);
        printf("%s: %s\n", key, value ? value : "(none)");
    }
    free(text);
    char *part = strndup("prefix and the rest", 6), list[] = "a,,b", *rest = list;
    printf("%s %zu", part, strlen(part));
    for (char *field; (field = strsep(&rest, ","));) printf(" [%s]", field);
    putchar('\n');
    free(part);
    return 0;
}
