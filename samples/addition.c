// Adds two decimal numbers of any length, read from standard input, one on each line.

#include <stdio.h>
#include <stdlib.h>

struct number {
    char *digits; // as characters, the most significant first
    int length;
};

// Reads the digits of one line and leaves out everything else on it.
static struct number read_number(void)
{
    struct number n = {NULL, 0};
    int room = 0;
    int c;

    while ((c = getchar()) != EOF && c != '\n') {
        if (c < '0' || c > '9')
            continue;
        if (n.length == room) {
            room = room == 0 ? 64 : room * 2;
            n.digits = realloc(n.digits, room);
            if (n.digits == NULL) {
                fprintf(stderr, "out of memory\n");
                exit(1);
            }
        }
        n.digits[n.length++] = c;
    }
    return n;
}

// The digit that stands for 10 to the power of `place`, 0 beyond the end of the number.
static int digit_at(struct number n, int place)
{
    if (place >= n.length)
        return 0;
    return n.digits[n.length - 1 - place] - '0';
}

int main(void)
{
    struct number a = read_number();
    struct number b = read_number();
    int places = (a.length > b.length ? a.length : b.length) + 1;
    char *sum = malloc(places + 1);
    int carry = 0;

    if (sum == NULL) {
        fprintf(stderr, "out of memory\n");
        return 1;
    }
    sum[places] = '\0';
    for (int place = 0; place < places; place++) {
        int total = digit_at(a, place) + digit_at(b, place) + carry;
        carry = total >= 10;
        sum[places - 1 - place] = '0' + (carry ? total - 10 : total);
    }

    // No zeros in front, but at least one digit.
    char *first = sum;
    while (*first == '0' && first[1] != '\0')
        first++;
    puts(first);

    free(sum);
    free(a.digits);
    free(b.digits);
    return 0;
}
