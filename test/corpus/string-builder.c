#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct builder { char *text; size_t length, room; int grown; };

static void append(struct builder *builder, const char *text)
{
    size_t more = strlen(text);
    while (builder->length + more + 1 > builder->room) {
        builder->room = builder->room ? 2 * builder->room : 8;
        builder->text = realloc(builder->text, builder->room);
        if (!builder->text) exit(1);
        builder->grown++;
    }
    memcpy(builder->text + builder->length, text, more + 1);
    builder->length += more;
}

static void append_number(struct builder *builder, unsigned n)
{
    if (n >= 10) append_number(builder, n / 10);
    append(builder, (char[]){(char)('0' + n % 10), '\0'});
}

int main(void)
{
    struct builder builder = {0};
    for (unsigned i = 1; i <= 12; i++) {
        if (builder.length) append(&builder, i == 12 ? " and " : ", ");
        append_number(&builder, i * i * i);
    }
    puts(builder.text);
    printf("%zu of %zu, grown %d times\n", builder.length, builder.room, builder.grown);
    free(builder.text);
    return 0;
}
