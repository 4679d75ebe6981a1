#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
static void on(int number)
{
    printf("signal %d\n", number);
}

int main(void)
{
    clock_t start = clock();
    signal(SIGUSR1, on);
    raise(SIGUSR1);
    printf("%d %d\n", clock() >= start, getpid() > 0);
    return 0;
}
