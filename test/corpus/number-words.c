#include <stdio.h>

static void say(unsigned long long n)
{
    static const char *const small[] = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    };
    static const char *const tens[] = {[2] = "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    static const struct { unsigned long long size; const char *name; } units[] = {
        {1000000000000, "trillion"}, {1000000000, "billion"}, {1000000, "million"}, {1000, "thousand"}, {100, "hundred"},
    };
    for (unsigned i = 0; i < sizeof units / sizeof *units; i++)
        if (n >= units[i].size) {
            say(n / units[i].size);
            printf(" %s", units[i].name);
            n %= units[i].size;
            if (!n) return;
            putchar(' ');
        }
    if (n < 20) fputs(small[n], stdout);
    else {
        fputs(tens[n / 10], stdout);
        if (n % 10) printf("-%s", small[n % 10]);
    }
}

int main(void)
{
    static const unsigned long long numbers[] = {0, 19, 100, 70042, 5000000000000, 1234567};
    for (int i = 0; i < 6; i++) {
        say(numbers[i]);
        putchar('\n');
    }
    return 0;
}
