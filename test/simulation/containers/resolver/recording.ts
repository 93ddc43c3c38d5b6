import { readFileSync } from 'node:fs';

/**
 * A command that was given to a real tool, and what it did. The files in `recorded/` hold them: `=` the resolver's file from here on,
 * `$` the command, lines of output after two blanks, `?` an exit code other than 0, `~` seconds that it took, `#` a question that a
 * name server heard.
 */
export interface Recording {
  readonly command: string;
  readonly resolverFile: string;
  readonly output: string;
  readonly exitCode: number;
  readonly seconds: number;
  readonly questions: readonly string[];
}

/** The recordings of a file. */
export function recordings(name: string): readonly Recording[] {
  const found: { -readonly [Key in keyof Recording]: Recording[Key] }[] = [];
  let resolverFile = '';
  for (const line of readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8').split('\n')) {
    const [mark, rest] = [line[0], line.slice(2)];
    const last = found.at(-1);
    if (mark === '=') resolverFile = rest.replaceAll('\\n', '\n');
    else if (mark === '$')
      found.push({ command: rest, resolverFile, output: '', exitCode: 0, seconds: 0, questions: [] });
    else if (!last) continue;
    else if (mark === ' ') last.output += `${rest}\n`;
    else if (mark === '?') last.exitCode = Number(rest);
    else if (mark === '~') last.seconds = Number(rest);
    else if (mark === '#') last.questions = [...last.questions, rest];
  }
  return found;
}
