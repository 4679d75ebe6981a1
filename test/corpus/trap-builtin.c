int main(int argc, char **argv)
{
    if (argc < 100)
        __builtin_trap();
    return 0;
}
