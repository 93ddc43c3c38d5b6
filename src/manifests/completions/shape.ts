const holeMark = Symbol('hole');

/** A place in a shape that the writer fills in: the editor's cursor stops there. */
export interface Hole {
  readonly [holeMark]: true;
  /** What stands there until then. */
  readonly text: string | number;
  /** Holes of one name hold the same text: filling in one fills in all. */
  readonly name?: string;
  /** What the editor offers there. */
  readonly choices?: readonly string[];
  /** What begins there: a value on the key's line, or the first field or item of a block below it. */
  readonly begins: 'scalar' | 'map' | 'list';
}

/** A piece of a manifest before it is written: values as in JSON, with holes. */
export type Shape = string | number | boolean | Hole | readonly Shape[] | Fields;

/** The fields of an object in a shape, in the order in which they are written. */
export interface Fields {
  readonly [name: string]: Shape;
}

/** A hole for a value; `name` ties it to others. */
export function hole(text: string | number = '', name?: string): Hole {
  return { [holeMark]: true, text, begins: 'scalar', ...(name !== undefined && { name }) };
}

/** A hole for one of some words, the first of which stands there. */
export function choice(...choices: readonly [string, ...string[]]): Hole {
  return { [holeMark]: true, text: choices[0], choices, begins: 'scalar' };
}

/** The cursor where the first field of an object is written. */
export const emptyMap: Hole = { [holeMark]: true, text: '', begins: 'map' };

/** The cursor where the first item of a list is written. */
export const emptyList: Hole = { [holeMark]: true, text: '', begins: 'list' };

export function isHole(shape: Shape): shape is Hole {
  return typeof shape === 'object' && holeMark in shape;
}
