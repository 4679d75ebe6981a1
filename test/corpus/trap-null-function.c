int main(void)
{
    int (*volatile f)(int) = 0;
    return f(1);
}
