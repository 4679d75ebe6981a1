#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Checks a text and tells what is in it; every function returns the rest, or NULL. */
static int numbers, strings, deepest;

static const char *blank(const char *p)
{
    while (isspace((unsigned char)*p)) p++;
    return p;
}

static const char *string(const char *p)
{
    if (*p++ != '"') return NULL;
    for (; *p != '"'; p++)
        if (!*p || (*p == '\\' && !*++p)) return NULL;
    strings++;
    return p + 1;
}

static const char *value(const char *p, int depth)
{
    p = blank(p);
    if (depth > deepest) deepest = depth;
    if (*p == '"') return string(p);
    if (*p == '-' || isdigit((unsigned char)*p)) {
        char *end;
        strtol(p, &end, 10);
        numbers++;
        return end;
    }
    if (strncmp(p, "true", 4) == 0 || strncmp(p, "null", 4) == 0) return p + 4;
    char close = *p == '{' ? '}' : ']';
    if (*p != '{' && *p != '[') return NULL;
    if (*(p = blank(p + 1)) == close) return p + 1;
    for (;; p++) {
        if (close == '}') {
            if (!(p = string(blank(p))) || *(p = blank(p)) != ':') return NULL;
            p++;
        }
        if (!(p = value(p, depth + 1))) return NULL;
        if (*(p = blank(p)) == close) return p + 1;
        if (*p != ',') return NULL;
    }
}

int main(void)
{
    static const char *const texts[] = {
        "{\"name\": \"a \\\"b\\\"\", \"list\": [1, -20, [true, {}]], \"none\": null}", "[1, 2", "[1 2]", "{\"a\" 1}", " [ ] ",
    };
    for (int i = 0; i < 5; i++) {
        numbers = strings = deepest = 0;
        const char *rest = value(texts[i], 0);
        if (rest && !*blank(rest)) printf("%d numbers, %d strings, depth %d\n", numbers, strings, deepest);
        else puts("malformed");
    }
    return 0;
}
