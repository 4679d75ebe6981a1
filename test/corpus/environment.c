#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *home = getenv("STEPFORMER_NOT_SET");
    printf("%s\n", home ? home : "not set");
    setenv("NAME", "value", 1);
    puts(getenv("NAME"));
    return 0;
}
