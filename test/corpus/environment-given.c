// env: NAME=Ada EMPTY= LANGUAGE=en
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

int main(void)
{
    int count = 0;
    while (environ[count])
        puts(environ[count++]);
    printf("%d: %s, \"%s\", %s\n", count, getenv("NAME"), getenv("EMPTY"), getenv("NAM") ? "set" : "not set");
    setenv("NAME", "Bob", 0);
    puts(getenv("NAME"));
    unsetenv("NAME");
    return getenv("NAME") != NULL;
}
