#include "area.h"

int main(void) {
  struct rectangle r = {6, 7};
  return area(&r);
}
