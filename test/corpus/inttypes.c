#include <inttypes.h>
#include <stdio.h>

int main(void)
{
    int8_t a = -100;
    uint16_t b = 54321;
    int32_t c = INT32_C(-2000000000);
    uint64_t d = UINT64_C(0xfedcba9876543210);
    printf("%" PRId8 " %" PRIu16 " %" PRId32 " %" PRIu64 "\n", a, b, c, d);
    printf("%" PRIx16 " %" PRIX64 " %" PRIo32 "\n", b, d, (uint32_t)c);
    printf("%20" PRId64 "|%-12" PRIi32 "|%08" PRIx32 "\n", (int64_t)-d, c, (uint32_t)c);
    intmax_t m = imaxabs(INT64_C(-9007199254740993));
    imaxdiv_t q = imaxdiv(m, 1000);
    printf("%" PRIdMAX " %" PRIdMAX " %" PRIdMAX "\n", m, q.quot, q.rem);
    printf("%" PRIuPTR " %zu %td\n", (uintptr_t)4096, sizeof(void *), (char *)8 - (char *)3);
    int64_t read = 0;
    uint32_t hex = 0;
    int n = sscanf("-1234567890123 beef", "%" SCNd64 " %" SCNx32, &read, &hex);
    printf("%d %" PRId64 " %" PRIu32 "\n", n, read, hex);
    printf("%" PRIdMAX "\n", strtoimax("-0x7fffffffff", NULL, 0));
    return 0;
}
