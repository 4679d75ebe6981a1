#include <stdio.h>
#include <time.h>

static void show(time_t seconds)
{
    struct tm tm;
    char text[40];
    gmtime_r(&seconds, &tm);
    strftime(text, sizeof text, "%a %Y-%m-%d %H:%M:%S %j", &tm);
    puts(text);
}

int main(void)
{
    show(951782400);
    show(-86400);
    struct tm tm = {.tm_year = 124, .tm_mon = 13, .tm_mday = -2, .tm_hour = 25};
    time_t seconds = timegm(&tm);
    printf("%lld %d-%02d-%02d\n", (long long)seconds, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    return difftime(seconds, seconds - 5) == 5.0 ? 0 : 1;
}
