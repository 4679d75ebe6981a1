int main(void)
{
    volatile long long zero = 0, one = 1;
    return (int)(one % zero);
}
