#include <stdio.h>

#define N 6
#define FAR 1000000
static const int edges[][3] = {{0, 1, 7}, {0, 2, 9}, {0, 5, 14}, {1, 2, 10}, {1, 3, 15}, {2, 3, 11}, {2, 5, 2}, {3, 4, 6}, {4, 5, 9}};

int main(void)
{
    int weight[N][N], distance[N], before[N], done[N] = {0};
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++) weight[i][k] = FAR;
    for (unsigned e = 0; e < sizeof edges / sizeof *edges; e++)
        weight[edges[e][0]][edges[e][1]] = weight[edges[e][1]][edges[e][0]] = edges[e][2];
    for (int i = 0; i < N; i++) distance[i] = i ? FAR : 0, before[i] = -1;
    for (int round = 0; round < N; round++) {
        int nearest = -1;
        for (int i = 0; i < N; i++)
            if (!done[i] && (nearest < 0 || distance[i] < distance[nearest])) nearest = i;
        done[nearest] = 1;
        for (int i = 0; i < N; i++)
            if (distance[nearest] + weight[nearest][i] < distance[i]) {
                distance[i] = distance[nearest] + weight[nearest][i];
                before[i] = nearest;
            }
    }
    for (int i = 0; i < N; i++) printf("%d:%d ", distance[i], before[i]);
    putchar('\n');
    return distance[4];
}
