// The instruction behind a cast traps for a NaN.
#include <math.h>
#include <stdio.h>

int main(void)
{
    volatile float f = NAN;
    puts("before");
    fflush(stdout);
    return (int)__builtin_wasm_trunc_u_i64_f32(f);
}
