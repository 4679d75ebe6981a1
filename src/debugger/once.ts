/** What is made of an object once: it is needed millions of times, or takes long to make. */

/** What `make` makes of an object, which is remembered as long as the object is. */
export function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) {
      made = make(key);
      known.set(key, made);
    }
    return made;
  };
}
