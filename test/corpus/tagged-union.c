#include <stdio.h>

enum kind { NUMBER, TEXT, PAIR };
struct value {
    enum kind kind;
    union {
        long long number;
        const char *text;
        struct { const struct value *first, *second; };
    };
};

static void print(const struct value *v)
{
    switch (v->kind) {
    case NUMBER: printf("%lld", v->number); break;
    case TEXT: printf("\"%s\"", v->text); break;
    case PAIR:
        putchar('(');
        print(v->first);
        printf(" . ");
        print(v->second);
        putchar(')');
    }
}

int main(void)
{
    struct value one = {NUMBER, .number = -7000000000LL}, word = {TEXT, .text = "word"};
    struct value inner = {PAIR, .first = &one, .second = &word};
    struct value outer = {PAIR, .first = &word, .second = &inner};
    print(&outer);
    putchar('\n');
    return outer.kind;
}
