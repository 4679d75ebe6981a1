#include <stdio.h>
#include <string.h>

int main(void)
{
    const char *text = "the cat sat on the mat with the hat";
    printf("%s|%s\n", strstr(text, "the m"), strstr(text, "dog") ? "found" : "none");
    printf("%s|%s\n", strchr(text, 'o'), strrchr(text, 'm'));
    printf("%zu %zu %s\n", strspn(text, "eht "), strcspn(text, "mo"), strpbrk(text, "xyzw"));
    int count = 0;
    for (const char *at = text; (at = strstr(at, "at")); at++) count++;
    printf("%d %d %d\n", count, memcmp("abc", "abd", 3) < 0, strncmp("abcx", "abcy", 3));
    printf("%d\n", (int)((char *)memchr(text, 's', 20) - text));
    return 0;
}
