/** Text that is made once for each place or token, since each occurs millions of times. */

/** What `make` makes of an object, which is remembered as long as the function is. */
export function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) {
      made = make(key);
      known.set(key, made);
    }
    return made;
  };
}

/** The fields of an object as JSON, without what is around them. */
export const fieldsOf = (value: object) => JSON.stringify(value).slice(1, -1);
