static inline const char *greeting(int times) {
  return times > 1 ? "Hello again" : "Hello"; // #BP1
}
