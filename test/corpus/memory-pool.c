#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BLOCKS 4

/** Blocks of one size; a free one holds a pointer to the next. */
static union block { union block *next; unsigned char bytes[24]; } pool[BLOCKS];
static union block *free_list;

static void *take(void)
{
    union block *block = free_list;
    if (block) free_list = block->next;
    return block;
}

static void give(void *memory)
{
    union block *block = memory;
    memset(block, 0xdd, sizeof *block);
    block->next = free_list;
    free_list = block;
}

int main(void)
{
    for (int i = 0; i < BLOCKS; i++) give(&pool[i]);
    char *texts[BLOCKS + 1];
    for (int i = 0; i <= BLOCKS; i++) {
        texts[i] = take();
        if (texts[i]) snprintf(texts[i], sizeof *pool, "block %d", (int)((union block *)(void *)texts[i] - pool));
        puts(texts[i] ? texts[i] : "none left");
    }
    give(texts[2]);
    give(texts[0]);
    printf("%d %x\n", take() == texts[0], (unsigned char)texts[2][4]);
    return 0;
}
