import { CommandError } from './commandError.ts';
import { parseDuration } from './duration.ts';

/** One flag that a verb declares. */
export interface FlagDeclaration {
  readonly name: string;
  readonly short?: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'duration' | 'list' | 'repeated';
  /** As `--help` shows it; the value that counts when the flag is not given. */
  readonly defaultText: string;
  /** The value of the flag when it is given without one (`--dry-run`). */
  readonly bareText?: string;
  /** One sentence for `--help`. */
  readonly doc: string;
  /** Whether the command fails without it. */
  readonly required?: true;
  /** Whether `--help` leaves it out. */
  readonly hidden?: true;
}

type Values = ReadonlyMap<string, readonly string[]>;

/** The flags and arguments of one command line, already checked against the declarations. */
export class ParsedFlags {
  /** What is no flag, in order. */
  readonly args: readonly string[];
  /** How many of `args` stand before a `--`; undefined where there is none. */
  readonly dashAt: number | undefined;
  readonly #values: Values;
  readonly #declarations: ReadonlyMap<string, FlagDeclaration>;

  constructor(
    args: readonly string[],
    dashAt: number | undefined,
    values: Values,
    declarations: ReadonlyMap<string, FlagDeclaration>,
  ) {
    this.args = args;
    this.dashAt = dashAt;
    this.#values = values;
    this.#declarations = declarations;
  }

  /** Whether the user wrote the flag. */
  given(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string {
    return this.#values.get(name)?.at(-1) ?? this.#declarations.get(name)?.defaultText ?? '';
  }

  enabled(name: string): boolean {
    return readBoolean(this.text(name)) ?? false;
  }

  /** The same line without a flag. */
  without(name: string): ParsedFlags {
    const values = new Map([...this.#values].filter(([flag]) => flag !== name));
    return new ParsedFlags(this.args, this.dashAt, values, this.#declarations);
  }

  integer(name: string): number {
    return Number(this.text(name));
  }

  durationMs(name: string): number {
    const duration = parseDuration(this.text(name));
    return duration.problem === undefined ? duration.ms : 0;
  }

  /** All values of a flag that may repeat; those of a `list` are split at commas. */
  texts(name: string): readonly string[] {
    const values = this.#values.get(name) ?? [];
    return this.#declarations.get(name)?.type === 'list' ? values.flatMap((value) => value.split(',')) : values;
  }
}

/** Reads a command line after the verb as kubectl does, POSIX and GNU style, flags and arguments mixed. */
export function parseFlags(
  command: string,
  words: readonly string[],
  declared: readonly FlagDeclaration[],
): ParsedFlags {
  const byName = new Map(declared.map((flag) => [flag.name, flag]));
  const byShort = new Map(declared.flatMap((flag) => (flag.short ? [[flag.short, flag] as const] : [])));
  const values = new Map<string, string[]>();
  const args: string[] = [];
  let dashAt: number | undefined;

  const fail = (message: string) => new CommandError(`error: ${message}\nSee 'kubectl ${command} --help' for usage.`);
  const set = (flag: FlagDeclaration, value: string) => {
    const problem = problemOf(flag, value);
    if (problem !== undefined) {
      const label = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
      throw fail(`invalid argument ${JSON.stringify(value)} for "${label}" flag: ${problem}`);
    }
    values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
  };

  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (word === '--') {
      dashAt = args.length;
      args.push(...words.slice(index + 1));
      break;
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
      const flag = byName.get(name);
      if (!flag) throw fail(name === '' ? `bad flag syntax: ${word}` : `unknown flag: --${name}`);
      const bare = bareText(flag);
      if (equals >= 0) set(flag, word.slice(equals + 1));
      else if (bare !== undefined) set(flag, bare);
      else if (index + 1 < words.length) set(flag, words[++index] as string);
      else throw fail(`flag needs an argument: --${name}`);
    } else if (word.startsWith('-') && word.length > 1) {
      for (let rest = word.slice(1); rest !== ''; ) {
        const letter = rest.charAt(0);
        const flag = byShort.get(letter);
        if (!flag) throw fail(`unknown shorthand flag: '${letter}' in -${rest}`);
        const bare = bareText(flag);
        if (rest.charAt(1) === '=') {
          set(flag, rest.slice(2));
          rest = '';
        } else if (bare !== undefined) {
          set(flag, bare);
          rest = rest.slice(1);
        } else if (rest.length > 1) {
          set(flag, rest.slice(1));
          rest = '';
        } else if (index + 1 < words.length) {
          set(flag, words[++index] as string);
          rest = '';
        } else throw fail(`flag needs an argument: '${letter}' in -${rest}`);
      }
    } else args.push(word);
  }
  return new ParsedFlags(args, dashAt, values, byName);
}

function bareText(flag: FlagDeclaration): string | undefined {
  return flag.bareText ?? (flag.type === 'boolean' ? 'true' : undefined);
}

function problemOf(flag: FlagDeclaration, value: string): string | undefined {
  if (flag.type === 'boolean' && readBoolean(value) === undefined) {
    return `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
  }
  if (flag.type === 'integer' && !/^[-+]?\d+$/.test(value)) {
    return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
  }
  if (flag.type === 'duration') return parseDuration(value).problem;
  return undefined;
}

function readBoolean(text: string): boolean | undefined {
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
}
