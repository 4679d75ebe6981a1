#include <stdio.h>

static int parent[10], rank[10];

static int find(int x)
{
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
}

static int join(int a, int b)
{
    a = find(a), b = find(b);
    if (a == b) return 0;
    if (rank[a] < rank[b]) parent[a] = b;
    else parent[b] = a, rank[a] += rank[a] == rank[b];
    return 1;
}

int main(void)
{
    for (int i = 0; i < 10; i++) parent[i] = i;
    int joined = join(1, 2) + join(3, 4) + join(2, 3) + join(1, 4) + join(5, 6) + join(9, 9);
    printf("%d %d %d %d\n", joined, find(1) == find(4), find(5) == find(6), find(5) == find(1));
    return joined;
}
