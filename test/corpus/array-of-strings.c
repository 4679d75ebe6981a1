#include <stdio.h>
#include <string.h>

static const char *const months[] = {
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December", NULL,
};
static char codes[12][4];

int main(void)
{
    int longest = 0;
    for (const char *const *month = months; *month; month++) {
        memcpy(codes[month - months], *month, 3);
        if (strlen(*month) > strlen(months[longest])) longest = (int)(month - months);
    }
    for (int i = 0; i < 12; i++) fputs(codes[i], stdout);
    printf("\n%s has %zu letters\n", months[longest], strlen(months[longest]));
    char joined[] = "split" " " "literals\0hidden";
    printf("%s %zu %s\n", joined, sizeof joined, joined + strlen(joined) + 1);
    printf("%c%c %s\n", months[3][0], *months[4], &months[11][4]);
    puts("quote \" backslash \\ tab\tbell-free \x41\102?");
    return (int)sizeof months / (int)sizeof months[0];
}
