#include <search.h>
#include <stdio.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void show(const void *node, VISIT visit, int depth)
{
    (void)depth;
    if (visit == postorder || visit == leaf) printf("%s ", *(const char *const *)node);
}

int main(void)
{
    static const char words[][4] = {"to", "be", "or", "not", "to", "be"};
    void *root = NULL;
    int again = 0;
    for (int i = 0; i < 6; i++) {
        const char **found = tsearch(words[i], &root, compare);
        again += *found != words[i];
    }
    twalk(root, show);
    printf("(%d again)\n", again);
    tdelete("or", &root, compare);
    printf("%d %d\n", tfind("or", &root, compare) != NULL, tfind("not", &root, compare) != NULL);
    return 0;
}
