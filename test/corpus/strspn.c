#include <stdio.h>
#include <string.h>

/** Takes the next run of letters off `*rest`; returns its length. */
static size_t next_word(const char **rest, const char **word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    *word = *rest + strcspn(*rest, letters);
    size_t length = strspn(*word, letters);
    *rest = *word + length;
    return length;
}

int main(void)
{
    const char *rest = "  one,two;  three...4 five!", *word;
    for (size_t length; (length = next_word(&rest, &word)) > 0;)
        printf("%.*s (%zu)\n", (int)length, word, length);
    const char *path = "/usr/lib/file.tar.gz";
    printf("%s %s\n", strrchr(path, '/') + 1, strchr(path, '.'));
    printf("%s %d\n", strpbrk("x = a + b", "+-*/"), strpbrk("none", "+-") == NULL);
    printf("%d %d\n", (int)((char *)memchr(path, 'f', 20) - path), memchr(path, 'f', 5) == NULL);
    printf("%zu %zu\n", strnlen("bounded", 3), strnlen("ab", 3));
    return 0;
}
