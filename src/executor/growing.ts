/** A list of numbers that grows by doubling. */
export class Numbers {
  private data = new Float64Array(64);
  length = 0;

  get(i: number): number {
    return this.data[i];
  }

  set(i: number, value: number): void {
    this.data[i] = value;
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[this.length++] = value;
  }

  pop(): void {
    this.length--;
  }

  /** Bytes allocated. */
  get bytes(): number {
    return this.data.byteLength;
  }
}
