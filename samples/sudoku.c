// Solves a sudoku. Whatever follows from the rules is filled in first: a cell with one candidate, then a digit
// with one place in a row, column or box. Where nothing follows, the candidates of the most constrained cell
// are tried. The puzzle is 81 digits, row by row, with 0 for an empty cell.

#include <stdio.h>
#include <string.h>

#define CELLS 81
#define UNITS 27         // 9 rows, 9 columns and 9 boxes
#define ALL_DIGITS 0x1ff // bit 0 stands for the digit 1, bit 8 for 9

// Arto Inkala's puzzle of 2012.
static const char *const DEFAULT_PUZZLE =
    "800000000003600000070090200"
    "050007000000045700000100030"
    "001000068008500010090000400";

// The cells of each unit, and the units of each cell.
static int cells_of[UNITS][9];
static int row_of[CELLS], column_of[CELLS], box_of[CELLS];

// The board: the digit of each cell as a bit, 0 where it is empty, and the digits that each unit has.
static int cells[CELLS];
static int used[UNITS];

// What each cell could take when all were last looked at, 0 if it was filled.
static int options[CELLS];

// The cells in the order in which they were filled, so that they can be emptied again.
static int filled[CELLS];
static int filled_count;

static void name_cells(void)
{
    for (int cell = 0; cell < CELLS; cell++) {
        int row = cell / 9;
        int column = cell % 9;
        int box = row / 3 * 3 + column / 3;
        row_of[cell] = row;
        column_of[cell] = 9 + column;
        box_of[cell] = 18 + box;
        cells_of[row][column] = cell;
        cells_of[9 + column][row] = cell;
        cells_of[18 + box][row % 3 * 3 + column % 3] = cell;
    }
}

// The digits that the rules allow in an empty cell.
static int candidates(int cell)
{
    return ALL_DIGITS & ~(used[row_of[cell]] | used[column_of[cell]] | used[box_of[cell]]);
}

static void place(int cell, int digit)
{
    cells[cell] = digit;
    used[row_of[cell]] |= digit;
    used[column_of[cell]] |= digit;
    used[box_of[cell]] |= digit;
    filled[filled_count++] = cell;
}

static void take_back(int count)
{
    while (filled_count > count) {
        int cell = filled[--filled_count];
        int digit = cells[cell];
        cells[cell] = 0;
        used[row_of[cell]] &= ~digit;
        used[column_of[cell]] &= ~digit;
        used[box_of[cell]] &= ~digit;
    }
}

// Fills the cells that have one candidate. Returns the most constrained of the others, -1 if none is left, or
// -2 if a cell has no candidate, which shows that an earlier choice was wrong.
static int fill_single_candidates(void)
{
    int best = -1;
    int fewest = 10;
    for (int cell = 0; cell < CELLS; cell++) {
        options[cell] = 0;
        if (cells[cell] != 0)
            continue;
        int digits = candidates(cell);
        int count = __builtin_popcount(digits);
        options[cell] = digits;
        if (count == 0)
            return -2;
        if (count == 1) {
            place(cell, digits);
        } else if (count < fewest) {
            best = cell;
            fewest = count;
        }
    }
    return best;
}

// Fills the cells that alone in a unit could take some digit. Returns 0 if a digit has no place left.
static int fill_single_places(void)
{
    for (int unit = 0; unit < UNITS; unit++) {
        int once = 0;
        int twice = 0;
        for (int i = 0; i < 9; i++) {
            int digits = options[cells_of[unit][i]];
            twice |= once & digits;
            once |= digits;
        }
        if ((once | used[unit]) != ALL_DIGITS)
            return 0;
        int single = once & ~twice;
        for (int i = 0; i < 9 && single != 0; i++) {
            int cell = cells_of[unit][i];
            if (cells[cell] != 0)
                continue;
            int digit = candidates(cell) & single;
            if ((digit & (digit - 1)) != 0)
                return 0;
            if (digit != 0)
                place(cell, digit);
        }
    }
    return 1;
}

static int solve(void)
{
    int before = filled_count;
    int count;
    int cell;

    do {
        count = filled_count;
        cell = fill_single_candidates();
        if (cell == -1)
            return 1;
        if (cell == -2 || (count == filled_count && !fill_single_places())) {
            take_back(before);
            return 0;
        }
    } while (filled_count > count);

    int digits = candidates(cell);
    while (digits != 0) {
        int digit = 1 << (31 - __builtin_clz(digits));
        digits -= digit;
        place(cell, digit);
        if (solve())
            return 1;
        take_back(filled_count - 1);
    }
    take_back(before);
    return 0;
}

// Returns 0 if the text is not a puzzle.
static int read_puzzle(const char *text)
{
    if (strlen(text) != CELLS)
        return 0;
    for (int cell = 0; cell < CELLS; cell++) {
        int number = text[cell] - '0';
        if (number < 0 || number > 9)
            return 0;
        if (number == 0)
            continue;
        int digit = 1 << (number - 1);
        if ((candidates(cell) & digit) == 0)
            return 0;
        place(cell, digit);
    }
    return 1;
}

int main(int argc, char **argv)
{
    name_cells();
    if (!read_puzzle(argc > 1 ? argv[1] : DEFAULT_PUZZLE)) {
        fprintf(stderr, "give 81 digits, row by row, 0 for an empty cell and no digit twice in a unit\n");
        return 2;
    }
    if (!solve()) {
        puts("there is no solution");
        return 1;
    }
    for (int cell = 0; cell < CELLS; cell++)
        putchar('1' + __builtin_ctz(cells[cell]));
    putchar('\n');
    return 0;
}
