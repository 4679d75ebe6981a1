#include <stdbool.h>
#include <stdio.h>

/** Functions that go on where they left off, by a switch on the line. */
#define BEGIN(state) switch ((state)->line) { case 0:
#define GIVE(state, value) do { (state)->line = __LINE__; *out = (value); return true; case __LINE__:; } while (0)
#define END } return false

struct state { int line, i, j; };

static bool pairs(struct state *s, int *out)
{
    BEGIN(s);
    for (s->i = 1; s->i <= 3; s->i++)
        for (s->j = s->i; s->j <= 3; s->j++)
            GIVE(s, s->i * 10 + s->j);
    GIVE(s, -1);
    END;
}

static bool squares(struct state *s, int *out)
{
    BEGIN(s);
    while (s->i < 4) {
        GIVE(s, s->i * s->i);
        s->i++;
    }
    END;
}

int main(void)
{
    struct state a = {0}, b = {0};
    int x, y;
    while (pairs(&a, &x)) {
        printf("%d", x);
        if (squares(&b, &y)) printf("/%d", y);
        putchar(' ');
    }
    putchar('\n');
    return 0;
}
