/** The values of `--name value`, `--name=value`, `-name=value` as Go programs take them; this one where none is given. */
export function goFlags(argv: readonly string[], name: string, otherwise: string): readonly string[] {
  const given = valuesOf(argv, name);
  return given.length > 0 ? given : [otherwise];
}

/** The first of them. */
export function goFlag(argv: readonly string[], name: string): string | undefined {
  return valuesOf(argv, name)[0];
}

function valuesOf(argv: readonly string[], name: string): string[] {
  return argv.flatMap((word, index) => {
    const given = /^--?([\w.-]+)(?:=(.*))?$/s.exec(word);
    return given?.[1] === name ? [given[2] ?? argv[index + 1] ?? ''] : [];
  });
}
