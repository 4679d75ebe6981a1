#include "area.h"

int area(const struct rectangle *r) {
  return r->width * r->height; // #BP1
}
