#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry { char name[8]; int value; };

static int by_name(const void *key, const void *entry)
{
    return strcmp(key, ((const struct entry *)entry)->name);
}

int main(void)
{
    static const struct entry entries[] = {{"april", 4}, {"august", 8}, {"june", 6}, {"may", 5}};
    const char *wanted[] = {"june", "may", "july"};
    for (int i = 0; i < 3; i++) {
        const struct entry *found = bsearch(wanted[i], entries, 4, sizeof *entries, by_name);
        printf("%s %d\n", wanted[i], found ? found->value : -1);
    }
    return 0;
}
