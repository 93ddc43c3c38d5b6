import type { PathSegment } from '../api/field.ts';

/** Items that one list of a manifest may have, those of all its lists, and keys of one map. */
const most = { inList: 5_000, inAllLists: 20_000, inMap: 20_000 };

/**
 * Where a manifest holds more items than are checked: some checks compare each with all others, and the server's words about
 * one may hold them all.
 */
export function tooManyItems(value: unknown): PathSegment[] | undefined {
  return new ItemCount().findIn(value);
}

class ItemCount {
  #inAllLists = 0;

  findIn(value: unknown): PathSegment[] | undefined {
    if (value === null || typeof value !== 'object') return undefined;
    if (Array.isArray(value)) {
      this.#inAllLists += value.length;
      if (value.length > most.inList || this.#inAllLists > most.inAllLists) return [];
      for (let index = 0; index < value.length; index++) {
        const found = this.findIn(value[index]);
        if (found) return [index, ...found];
      }
      return undefined;
    }
    const keys = Object.keys(value);
    if (keys.length > most.inMap) return [];
    for (const key of keys) {
      const found = this.findIn((value as Record<string, unknown>)[key]);
      if (found) return [key, ...found];
    }
    return undefined;
  }
}
