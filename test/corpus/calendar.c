#include <stdio.h>
#include <time.h>

int main(void)
{
    const time_t moments[] = {951782400, -1};
    char text[64];
    for (int i = 0; i < 2; i++) {
        struct tm *tm = gmtime(&moments[i]);
        strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %j", tm);
        printf("%s %d %d\n", text, tm->tm_wday, mktime(tm) == moments[i]);
    }
    struct tm odd = {.tm_year = 123, .tm_mon = 13, .tm_mday = -1, .tm_hour = 49};
    printf("%lld", (long long)mktime(&odd));
    strftime(text, sizeof text, " %a %d %b %y", &odd);
    puts(text);
    return 0;
}
