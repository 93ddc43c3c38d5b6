import type { Run } from '../../syscalls.ts';
import { complain } from '../input.ts';
import type { World } from './builtins.ts';
import { unescaped } from './tokens.ts';
import { fromOutside, numberOf, textOf } from './values.ts';

/** The records of the files that are named, one after another, or of the standard input. */
export class Input {
  readonly #world: World;
  #at = 1;
  #file: string | undefined;
  #wasThereAny = false;
  /** Becomes 1 where a file could not be read. */
  status = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The next record; counts it. */
  *next(): Run<string | undefined> {
    const { variables, streams, process } = this.#world;
    for (;;) {
      this.#file ??= this.#nextFile();
      if (this.#file === undefined) return undefined;
      const record = yield* streams.readFile(this.#file, textOf(variables.global('RS')));
      if (typeof record === 'string') {
        this.count();
        variables.setGlobal('FNR', numberOf(variables.global('FNR')) + 1);
        return record;
      }
      if (record === false) {
        yield* complain(process, `${this.#file}: No such file or directory`);
        this.status = 1;
      } else yield* streams.close(this.#file);
      this.#file = undefined;
    }
  }

  count(): void {
    const { variables } = this.#world;
    variables.setGlobal('NR', numberOf(variables.global('NR')) + 1);
  }

  skipFile(): void {
    this.#file = undefined;
  }

  /** Words such as `name=value` among the files are assignments. */
  #nextFile(): string | undefined {
    const { variables } = this.#world;
    const words = variables.array('ARGV');
    const count = numberOf(variables.global('ARGC'));
    while (this.#at < count) {
      const word = textOf(words.get(String(this.#at++)));
      const parts = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
      if (parts) variables.setGlobal(parts[1] as string, fromOutside(unescaped(parts[2] as string)));
      else if (word !== '') return this.#begin(word);
    }
    return this.#wasThereAny ? undefined : this.#begin('-');
  }

  #begin(name: string): string {
    const { variables } = this.#world;
    this.#wasThereAny = true;
    variables.setGlobal('FILENAME', name === '-' ? '' : name);
    variables.setGlobal('FNR', 0);
    return name;
  }
}
