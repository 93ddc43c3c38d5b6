/** Whether two names differ in their numbers alone: `redis-1` and `redis-2` are two of a kind, not a slip. */
export function areNumbered(one: string, other: string): boolean {
  return one !== other && withoutNumbers(one) === withoutNumbers(other);
}

function withoutNumbers(name: string): string {
  return name.replace(/\d+/g, '0');
}
