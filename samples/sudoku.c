// Solves a sudoku as an exact cover problem, by propagation and search.
//
// A candidate is a digit in a cell. There are 729 of them, and 324 constraints: every cell has one digit, and
// every row, column and box has every digit once. A constraint is met by one of nine candidates. When it has
// only one left, that is chosen and its rivals are eliminated, so that other constraints may have only one left.
// When nothing follows any more, a constraint with the fewest candidates left is taken and one of them tried.

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CELLS = 81, CONSTRAINTS = 4 * CELLS };

// Arto Inkala's puzzle of 2012, row by row, with 0 for an empty cell.
static const char *const DEFAULT_PUZZLE =
    "800000000003600000070090200"
    "050007000000045700000100030"
    "001000068008500010090000400";

// A constraint numbers its candidates from 0 to 8; the bit is 1 << number.
typedef struct { uint16_t constraint, bit; } Place;
typedef struct { Place cell, row, column, box; } Candidate;

static Candidate candidates[CELLS][9];
static const Candidate *members[CONSTRAINTS][9];

// The candidates that each constraint has left, as a set of bits.
typedef struct { uint16_t left[CONSTRAINTS]; } Board;

static Place join(const Candidate *candidate, int constraint, int number)
{
    members[constraint][number] = candidate;
    return (Place){constraint, 1 << number};
}

static void set_up(Board *board)
{
    for (int cell = 0; cell < CELLS; cell++) {
        int row = cell / 9, column = cell % 9;
        int box = row / 3 * 3 + column / 3, cell_in_box = row % 3 * 3 + column % 3;
        for (int digit = 0; digit < 9; digit++) {
            Candidate *candidate = &candidates[cell][digit];
            candidate->cell = join(candidate, cell, digit);
            candidate->row = join(candidate, CELLS + 9 * row + digit, column);
            candidate->column = join(candidate, 2 * CELLS + 9 * column + digit, row);
            candidate->box = join(candidate, 3 * CELLS + 9 * box + digit, cell_in_box);
        }
    }
    for (int constraint = 0; constraint < CONSTRAINTS; constraint++)
        board->left[constraint] = 0x1ff;
}

static const Candidate *first(int constraint, int set)
{
    return members[constraint][__builtin_ctz(set)];
}

// These return 0 when a constraint cannot be met any more, so that an earlier choice was wrong.
static int choose(Board *board, const Candidate *candidate);

static int lose(Board *board, const Place *place)
{
    int left = board->left[place->constraint];
    if ((left & place->bit) == 0)
        return 1;
    left -= place->bit;
    board->left[place->constraint] = left;
    if (__builtin_popcount(left) > 1)
        return 1;
    return left != 0 && choose(board, first(place->constraint, left));
}

static int eliminate(Board *board, const Candidate *candidate)
{
    return lose(board, &candidate->cell) && lose(board, &candidate->row)
        && lose(board, &candidate->column) && lose(board, &candidate->box);
}

static int meet(Board *board, const Place *place)
{
    int left = board->left[place->constraint];
    if ((left & place->bit) == 0)
        return 0;
    board->left[place->constraint] = place->bit;
    for (int rivals = left - place->bit; rivals != 0; rivals &= rivals - 1)
        if (!eliminate(board, first(place->constraint, rivals)))
            return 0;
    return 1;
}

static int choose(Board *board, const Candidate *candidate)
{
    return meet(board, &candidate->cell) && meet(board, &candidate->row)
        && meet(board, &candidate->column) && meet(board, &candidate->box);
}

static void print(const Board *board)
{
    for (int cell = 0; cell < CELLS; cell++)
        putchar('1' + __builtin_ctz(board->left[cell]));
    putchar('\n');
}

// Prints the first solution that it finds; returns 0 if there is none.
static int solve(Board *board)
{
    for (;;) {
        int tightest = -1, fewest = 10;
        for (int constraint = 0; constraint < CONSTRAINTS && fewest > 2; constraint++) {
            int count = __builtin_popcount(board->left[constraint]);
            if (count > 1 && count < fewest) {
                tightest = constraint;
                fewest = count;
            }
        }
        if (tightest < 0) {
            print(board);
            return 1;
        }
        const Candidate *guess = first(tightest, board->left[tightest]);
        Board copy = *board;
        if (choose(&copy, guess) && solve(&copy))
            return 1;
        if (!eliminate(board, guess))
            return 0;
    }
}

static int read_puzzle(Board *board, const char *text)
{
    if (strlen(text) != CELLS || strspn(text, "0123456789") != CELLS)
        return 0;
    for (int cell = 0; cell < CELLS; cell++)
        if (text[cell] != '0' && !choose(board, &candidates[cell][text[cell] - '1']))
            return 0;
    return 1;
}

int main(int argc, char **argv)
{
    Board board;
    set_up(&board);
    if (!read_puzzle(&board, argc > 1 ? argv[1] : DEFAULT_PUZZLE)) {
        fprintf(stderr, "give 81 digits, row by row, 0 for an empty cell, that do not contradict each other\n");
        return 2;
    }
    if (!solve(&board)) {
        puts("there is no solution");
        return 1;
    }
    return 0;
}
