#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct message {
    size_t length;
    char text[];
};

static struct message *make(const char *text)
{
    size_t length = strlen(text);
    struct message *message = malloc(sizeof *message + length + 1);
    message->length = length;
    memcpy(message->text, text, length + 1);
    return message;
}

int main(void)
{
    struct message *a = make("short"), *b = make("a longer message");
    printf("%zu %s, %zu %s, %zu\n", a->length, a->text, b->length, b->text, sizeof *a);
    free(a);
    free(b);
    return 0;
}
