#include <ctype.h>
#include <stdio.h>

int main(void)
{
    int c, sum = 0, number;
    char word[8], line[16];
    while ((c = getchar()) != EOF && c != '\n')
        if (isdigit(c)) {
            ungetc(c, stdin);
            if (scanf("%d", &number) == 1)
                sum += number;
        }
    printf("%d\n", sum);
    while (scanf(" %7[a-z]%*[^a-z\n]", word) == 1)
        printf("<%s>", word);
    printf(" then %d\n", scanf("%*[a-z]"));
    int n = 0, read = scanf("%i ,%x:%n", &number, (unsigned *)&c, &n);
    printf("%d %d %d %d\n", read, number, c, n);
    printf("[%s]", fgets(line, sizeof line, stdin));
    printf("[%s]\n", fgets(line, sizeof line, stdin));
    printf("%d %d\n", fgets(line, sizeof line, stdin) == NULL, feof(stdin) != 0);
    return getchar() == EOF ? 3 : 4;
}
