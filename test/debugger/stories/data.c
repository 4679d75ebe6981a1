struct point {
  int x, y;
  char name[8];
};

struct node {
  int value;
  struct node *next;
};

enum color { RED, GREEN = 5 };

static unsigned int seen = 4000000000u;

int main(int argc, char **argv) {
  struct point p = {3, -4, "corner"};
  struct node last = {2, 0};
  struct node first = {1, &last};
  struct node *list = &first;
  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
  int *cell = &grid[1][0];
  const char *text = "hello";
  enum color paint = GREEN;
  long long big = 1LL << 40;
  double half = 0.5;
  _Bool yes = 1;
  short small = -3;
  unsigned char byte = 'A';
  void *nothing = 0;
  return p.x + argc + (seen == 0); // #BP1
}
