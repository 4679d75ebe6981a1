#include <stdio.h>
#include <string.h>

struct node { int weight, left, right; char letter; };

static struct node nodes[32];
static int count;
static char codes[128][16];

static int lightest(void)
{
    int best = -1;
    for (int i = 0; i < count; i++)
        if (nodes[i].weight > 0 && (best < 0 || nodes[i].weight < nodes[best].weight))
            best = i;
    return best;
}

static void name(int at, char *prefix, int depth)
{
    if (nodes[at].letter) {
        memcpy(codes[(int)nodes[at].letter], prefix, (size_t)depth);
        return;
    }
    prefix[depth] = '0';
    name(nodes[at].left, prefix, depth + 1);
    prefix[depth] = '1';
    name(nodes[at].right, prefix, depth + 1);
}

int main(void)
{
    static const char text[] = "abracadabra";
    for (const char *letter = "abcdr"; *letter; letter++) {
        int weight = 0;
        for (const char *p = text; *p; p++) weight += *p == *letter;
        nodes[count++] = (struct node){weight, -1, -1, *letter};
    }
    int root = lightest();
    for (int joined = 1; joined < 5; joined++) {
        int left = lightest(), weight = nodes[left].weight;
        nodes[left].weight = 0;
        int right = lightest();
        nodes[count] = (struct node){weight + nodes[right].weight, left, right, '\0'};
        nodes[right].weight = 0;
        root = count++;
    }
    name(root, (char[16]){0}, 0);
    int bits = 0;
    for (const char *p = text; *p; p++) {
        fputs(codes[(int)*p], stdout);
        bits += (int)strlen(codes[(int)*p]);
    }
    printf("\n%d bits\n", bits);
    return 0;
}
