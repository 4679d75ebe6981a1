int main(void)
{
    int *volatile p = (int *)0xfffffff0;
    return *p;
}
