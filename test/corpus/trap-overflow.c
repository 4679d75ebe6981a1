int main(void)
{
    volatile int lowest = -2147483647 - 1, minus = -1;
    return lowest / minus;
}
