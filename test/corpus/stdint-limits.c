#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

_Static_assert(UINT8_MAX == 255 && INT8_MIN == -128, "a byte has eight bits");
_Static_assert(sizeof(intmax_t) == 8 && sizeof(intptr_t) == sizeof(void *), "wasm32");

int main(void)
{
    int8_t a = INT8_MAX;
    uint16_t b = UINT16_MAX;
    int32_t c = INT32_MIN;
    uint64_t d = UINT64_MAX;
    printf("%" PRId8 " %" PRIu16 " %" PRId32 " %" PRIu64 "\n", a, b, c, d);
    a = (int8_t)(a + 1);
    b++;
    printf("%" PRId8 " %" PRIu16 " %" PRIx32 " %" PRIX64 "\n", a, b, (uint32_t)c - 1, d - 0xff);
    printf("%" PRIdMAX " %" PRIuPTR " %td\n", INTMAX_MIN, UINTPTR_MAX, (ptrdiff_t)PTRDIFF_MIN);
    printf("%" PRIo64 " %#" PRIx16 "\n", UINT64_C(01234567012345670), (uint16_t)0xbeef);
    int64_t read = 0;
    uint8_t byte = 0;
    int count = sscanf("-9000000000 300", "%" SCNd64 " %" SCNu8, &read, &byte);
    printf("%d %" PRId64 " %d\n", count, read, byte);
    imaxdiv_t split = imaxdiv(INT64_C(-1000000000007), 1000);
    printf("%jd %jd\n", split.quot, split.rem);
    return 0;
}
