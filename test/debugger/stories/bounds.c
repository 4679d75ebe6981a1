int main(void) {
  int *far = (int *)0x7ffffff0;
  *far = 1;
  return 0;
}
