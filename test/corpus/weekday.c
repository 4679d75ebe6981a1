#include <stdio.h>

static int weekday(int year, int month, int day)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    year -= month < 3;
    return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7;
}

static int leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int main(void)
{
    static const char *names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    printf("%s %s %s\n", names[weekday(2026, 3, 1)], names[weekday(2000, 2, 29)], names[weekday(1969, 7, 20)]);
    int count = 0;
    for (int year = 1900; year <= 2000; year++) count += leap(year);
    return count;
}
