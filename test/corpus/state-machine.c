#include <stdio.h>

enum state { START, SIGN, DIGITS, BAD };

static int parse(const char *text, int *value)
{
    enum state state = START;
    int sign = 1;
    *value = 0;
    for (; *text && state != BAD; text++)
        switch (state) {
        case START:
            if (*text == '-') { sign = -1; state = SIGN; break; }
        case SIGN:
        case DIGITS:
            if (*text < '0' || *text > '9') { state = BAD; break; }
            *value = *value * 10 + *text - '0';
            state = DIGITS;
            break;
        case BAD: break;
        }
    *value *= sign;
    return state == DIGITS;
}

int main(void)
{
    const char *texts[] = {"12", "-305", "-", "4x", ""};
    for (int i = 0; i < 5; i++) {
        int value, good = parse(texts[i], &value);
        printf("%d %d\n", good, good ? value : 0);
    }
    return 0;
}
