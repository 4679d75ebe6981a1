int main(void) {
  int x = y;
  return x
}
