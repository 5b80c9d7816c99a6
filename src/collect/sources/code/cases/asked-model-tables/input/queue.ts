export class Queue<T> {
  constructor(private readonly items: readonly T[]) {}

  next(): T {
    return this.items[0];
  }
}
