// args: -vn12 -o out -v rest -x more
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int option, verbose = 0, number = 0;
    const char *out = "none";
    opterr = 0;
    while ((option = getopt(argc, argv, "+vn:o:")) != -1)
        switch (option) {
        case 'v': verbose++; break;
        case 'n': number = atoi(optarg); break;
        case 'o': out = optarg; break;
        default: printf("unknown %c\n", optopt);
        }
    printf("%d %d %s\n", verbose, number, out);
    for (int i = optind; i < argc; i++) printf("%s%c", argv[i], i + 1 < argc ? ' ' : '\n');
    return argc - optind;
}
