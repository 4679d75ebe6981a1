// The first steps inside the transformer: an addition, a memory read and a branch, for the guided tour.

#include <stdio.h>

int main(void)
{
    int price = 300;
    int postage = 42;
    int sum = price + postage; // TOUR: the addition
    int kept = sum;            // TOUR: the memory read

    if (kept < 100)            // TOUR: the branch
        puts("That is cheap.");
    printf("%d\n", kept);
    return 0;                  // TOUR: the stop
}
