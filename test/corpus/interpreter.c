#include <stdio.h>

static const char program[] = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.";

int main(void)
{
    unsigned char cells[16] = {0}, *cell = cells;
    int steps = 0;
    for (const char *at = program; *at; at++, steps++)
        switch (*at) {
        case '>': cell++; break;
        case '<': cell--; break;
        case '+': ++*cell; break;
        case '-': --*cell; break;
        case '.': putchar(*cell); break;
        case '[':
            if (!*cell)
                for (int depth = 1; depth;) depth += (*++at == '[') - (*at == ']');
            break;
        case ']':
            if (*cell)
                for (int depth = 1; depth;) depth += (*--at == ']') - (*at == '[');
        }
    printf("\n%d steps\n", steps);
    return 0;
}
