/** Which instruction each generated token belongs to, as the run loop saw them pass. */

export interface History {
  /** Notes that the instruction at a machine address begins with the token at `position`. */
  record(position: number, address: number): void;
  /** Machine address of the instruction to which a token belongs; -1 if it was not seen. */
  instructionOf(position: number): number;
}

export function createHistory(): History {
  let positions = new Int32Array(1024);
  let addresses = new Int32Array(1024);
  let count = 0;
  const grow = (array: Int32Array<ArrayBuffer>) => {
    const larger = new Int32Array(array.length * 2);
    larger.set(array);
    return larger;
  };
  return {
    record(position, address) {
      if (count === positions.length) {
        positions = grow(positions);
        addresses = grow(addresses);
      }
      positions[count] = position;
      addresses[count] = address;
      count++;
    },
    instructionOf(position) {
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (positions[middle] <= position) low = middle + 1;
        else high = middle;
      }
      return low > 0 ? addresses[low - 1] : -1;
    },
  };
}
