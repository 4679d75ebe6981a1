struct rectangle {
  int width, height;
};

int area(const struct rectangle *r);
