#include <stdio.h>
#include <string.h>

#define MOST 8
static const char *names[MOST];
static unsigned needs[MOST];
static int count;

static int number(const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return i;
    names[count] = name;
    return count++;
}

static int order(int *result)
{
    unsigned done = 0;
    int length = 0;
    for (int i = 0; i < count; i++)
        if (!(done >> i & 1) && (needs[i] & ~done) == 0) {
            done |= 1u << i;
            result[length++] = i;
            i = -1;
        }
    return length;
}

int main(void)
{
    static const char *const pairs[][2] = {
        {"shoes", "socks"}, {"shoes", "trousers"}, {"belt", "trousers"}, {"jacket", "tie"}, {"tie", "shirt"}, {"jacket", "belt"},
    };
    for (int i = 0; i < 6; i++) {
        int what = number(pairs[i][0]);
        needs[what] |= 1u << number(pairs[i][1]);
    }
    int result[MOST], length = order(result);
    for (int i = 0; i < length; i++) printf("%s ", names[result[i]]);
    needs[number("shirt")] |= 1u << number("jacket");
    printf("\n%d of %d with a cycle\n", order(result), count);
    return 0;
}
