// A double that no int can hold. A cast is compiled to a test before it; the instruction itself traps.
#include <stdio.h>

int main(void)
{
    volatile double d = 3e9;
    puts("before");
    fflush(stdout);
    return __builtin_wasm_trunc_s_i32_f64(d);
}
