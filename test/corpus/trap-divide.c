int main(int argc, char **argv)
{
    volatile int zero = 0;
    return 7 / zero;
}
