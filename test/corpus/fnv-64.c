#include <stdint.h>
#include <stdio.h>

static uint64_t hash(const char *text)
{
    uint64_t h = 14695981039346656037u;
    while (*text) h = (h ^ (unsigned char)*text++) * 1099511628211u;
    return h;
}

int main(void)
{
    const char *texts[] = {"", "a", "foobar", "transformer"};
    for (int i = 0; i < 4; i++) printf("%s %016llx\n", texts[i], (unsigned long long)hash(texts[i]));
    return (int)(hash("a") % 100);
}
