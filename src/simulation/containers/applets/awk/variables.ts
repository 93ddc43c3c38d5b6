import { Exhausted, held } from '../../exhaustion.ts';
import { AwkError } from './syntax.ts';
import type { Value } from './values.ts';

export type AwkArray = Map<string, Value>;

/** A variable: a value, or an array once it is used as one. */
export interface Cell {
  value: Value;
  array?: AwkArray;
  /** The caller's variable that was handed over before anybody knew that it is an array. */
  origin?: Cell;
}

/** Elements of all arrays of one program. */
const maxElements = 200_000;

/** Variables by name: those of the program, and those of the function that runs. */
export class Variables {
  readonly #globals = new Map<string, Cell>();
  readonly #scopes: Map<string, Cell>[] = [];
  #elements = 0;

  cell(name: string): Cell {
    const local = this.#scopes[this.#scopes.length - 1]?.get(name);
    if (local) return local;
    let cell = this.#globals.get(name);
    if (!cell) {
      cell = { value: undefined };
      this.#globals.set(name, cell);
    }
    return cell;
  }

  /** A variable of the program itself, whatever a function calls its own. */
  global(name: string): Value {
    return this.#globals.get(name)?.value;
  }

  setGlobal(name: string, value: Value): void {
    const cell = this.#globals.get(name);
    if (cell) cell.value = value;
    else this.#globals.set(name, { value });
  }

  array(name: string): AwkArray {
    return this.#arrayOf(this.cell(name));
  }

  #arrayOf(cell: Cell): AwkArray {
    if (cell.array) return cell.array;
    if (cell.value !== undefined) throw new AwkError('Not an array');
    cell.array = cell.origin ? this.#arrayOf(cell.origin) : new Map();
    return cell.array;
  }

  setElement(array: AwkArray, key: string, value: Value): void {
    if (!array.has(key)) {
      this.#elements += 1;
      if (this.#elements > maxElements) throw new Exhausted();
    }
    array.set(key, typeof value === 'string' ? held(value) : value);
  }

  /** So many elements are gone. */
  forget(count: number): void {
    this.#elements -= count;
  }

  enter(scope: Map<string, Cell>): void {
    this.#scopes.push(scope);
  }

  leave(): void {
    this.#scopes.pop();
  }

  get depth(): number {
    return this.#scopes.length;
  }
}
