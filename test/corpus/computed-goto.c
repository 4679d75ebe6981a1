#include <stdio.h>

/** A machine with a stack whose instructions are reached by the addresses of their labels. */
static int run(const signed char *code, int *steps)
{
    static const void *const labels[] = {&&push, &&add, &&multiply, &&copy, &&jump_if, &&stop};
    int stack[8], top = -1;
    *steps = 0;
#define NEXT do { ++*steps; goto *labels[(int)*code++]; } while (0)
    NEXT;
push:
    stack[++top] = *code++;
    NEXT;
add:
    top--;
    stack[top] += stack[top + 1];
    NEXT;
multiply:
    top--;
    stack[top] *= stack[top + 1];
    NEXT;
copy:
    stack[top + 1] = stack[top - *code++];
    top++;
    NEXT;
jump_if:
    code += stack[top--] > 1000 ? 1 : *code;
    NEXT;
stop:
    return stack[top];
}

int main(void)
{
    enum { PUSH, ADD, MULTIPLY, COPY, JUMP_IF, STOP };
    static const signed char code[] = {PUSH, 2, PUSH, 3, MULTIPLY, PUSH, 1, ADD, COPY, 0, JUMP_IF, -9, STOP};
    int steps, result = run(code, &steps);
    printf("%d in %d steps\n", result, steps);
    return 0;
}
