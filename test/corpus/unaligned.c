#include <stdio.h>
#include <string.h>

struct __attribute__((packed)) record { char tag; int number; short half; long long wide; };

int main(void)
{
    struct record r = {'t', -123456789, -2, 0x1122334455667788LL};
    unsigned char bytes[sizeof r];
    memcpy(bytes, &r, sizeof r);
    r.number++;
    r.wide += 0x100000000LL;
    unsigned sum = 0;
    for (unsigned i = 0; i < sizeof r; i++)
        sum = sum * 31 + bytes[i];
    printf("%d %u %d %llx\n", (int)sizeof r, sum, r.number, (unsigned long long)r.wide);
    return 0;
}
