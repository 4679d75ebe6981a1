int main(void) {
  volatile unsigned int n = 0;
  for (;;) {
    n++; // #BP1
  }
}
