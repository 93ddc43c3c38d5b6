/** The words of a command, taken apart as `getopt` does. */
export interface Options {
  /** Letters given, with their values ('' where a letter takes none). */
  readonly flags: ReadonlyMap<string, string>;
  /** All of them in their order: some may be given several times. */
  readonly given: readonly (readonly [letter: string, value: string])[];
  readonly rest: readonly string[];
  /** As busybox words it, where a letter is not known. */
  readonly problem: string | undefined;
}

/** Reads options: `specification` as for getopt, such as `n:rf`; long ones by their names in `long`. */
export function readOptions(
  argv: readonly string[],
  specification: string,
  long: Readonly<Record<string, string>> = {},
): Options {
  const given: [string, string][] = [];
  const rest: string[] = [];
  let problem: string | undefined;
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--') {
      rest.push(...argv.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) {
      const [name = '', value] = word.slice(2).split(/=(.*)/s);
      const letter = long[name];
      if (letter) {
        const isNeeded = specification[specification.indexOf(letter) + 1] === ':';
        const isOptional = specification.startsWith('::', specification.indexOf(letter) + 1);
        given.push([letter, value ?? (isNeeded && !isOptional ? (argv[++i] ?? '') : '')]);
      } else problem ??= `unrecognized option: ${name}`;
    } else if (word.startsWith('-') && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] as string;
        const known = letter === ':' ? -1 : specification.indexOf(letter);
        if (known < 0) {
          problem ??= `unrecognized option: ${letter}`;
          continue;
        }
        const optional = specification.startsWith('::', known + 1);
        if (specification[known + 1] !== ':') given.push([letter, '']);
        else {
          const attached = word.slice(at + 1);
          if (attached === '' && !optional && argv[i + 1] === undefined)
            problem ??= `option requires an argument: ${letter}`;
          given.push([letter, attached !== '' || optional ? attached : (argv[++i] ?? '')]);
          break;
        }
      }
    } else rest.push(word);
  }
  return { flags: new Map(given), given, rest, problem };
}
