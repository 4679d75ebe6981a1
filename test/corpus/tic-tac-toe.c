#include <stdio.h>
#include <string.h>

static char board[] = "XO--X---O";
static int positions;

static int wins(char who)
{
    static const unsigned char lines[8][3] = {
        {0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6},
    };
    for (int i = 0; i < 8; i++)
        if (board[lines[i][0]] == who && board[lines[i][1]] == who && board[lines[i][2]] == who) return 1;
    return 0;
}

/** 1 where the player whose turn it is wins, 0 for a draw, -1 where the other wins; `*best` is the move. */
static int solve(char who, int *best)
{
    char other = who == 'X' ? 'O' : 'X';
    positions++;
    if (wins(other)) return -1;
    if (!strchr(board, '-')) return 0;
    int result = -2;
    for (int i = 0; i < 9 && result < 1; i++)
        if (board[i] == '-') {
            int reply;
            board[i] = who;
            int value = -solve(other, &reply);
            board[i] = '-';
            if (value > result) result = value, *best = i;
        }
    return result;
}

int main(void)
{
    int move = -1, result = solve('X', &move);
    printf("X plays %d: %d, after %d positions\n", move, result, positions);
    board[move] = 'X';
    for (int row = 0; row < 3; row++) printf("%.3s\n", board + 3 * row);
    return 0;
}
