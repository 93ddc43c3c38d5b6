import type { FileNode } from '../filesystem.ts';

/** What a mode such as `755`, `u+x` or `go=rX,a-w` makes of a file's mode; nothing where it is no mode. */
export function changedMode(text: string, node: FileNode, umask = 0o022): number | undefined {
  if (/^[0-7]{1,5}$/.test(text)) return Number.parseInt(text, 8) & 0o7777;
  let { mode } = node;
  for (const clause of text.split(',')) {
    const parsed = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause);
    if (!parsed) return undefined;
    const [, who = '', actions = ''] = parsed;
    for (const [, operator = '', letters = ''] of actions.matchAll(/([-+=])([rwxXstugo]*)/g)) {
      mode = applied(mode, who, operator, letters, node, umask);
    }
  }
  return mode;
}

const shifts = { u: 6, g: 3, o: 0 } as const;
type Class = keyof typeof shifts;

function applied(
  before: number,
  who: string,
  operator: string,
  letters: string,
  node: FileNode,
  umask: number,
): number {
  const classes = (who === '' || who.includes('a') ? ['u', 'g', 'o'] : [...who]) as Class[];
  const executable = node.kind === 'directory' || (before & 0o111) !== 0;
  let bits = 0;
  let all = 0;
  for (const one of classes) {
    bits |= permissionsOf(letters, before, executable) << shifts[one];
    all |= 7 << shifts[one];
  }
  if (letters.includes('s')) bits |= (classes.includes('u') ? 0o4000 : 0) | (classes.includes('g') ? 0o2000 : 0);
  if (letters.includes('t')) bits |= 0o1000;
  // What `umask` takes away, it takes where nobody is named.
  if (who === '') bits &= ~umask;
  if (operator === '+') return before | bits;
  if (operator === '-') return before & ~bits;
  return (before & ~all) | bits;
}

function permissionsOf(letters: string, before: number, executable: boolean): number {
  if (/^[ugo]$/.test(letters)) return (before >> shifts[letters as Class]) & 7;
  return (
    (letters.includes('r') ? 4 : 0) |
    (letters.includes('w') ? 2 : 0) |
    (letters.includes('x') || (letters.includes('X') && executable) ? 1 : 0)
  );
}

/** `drwxr-xr-x`, as `ls -l` and `stat` show it. */
export function modeText(node: FileNode): string {
  const bits = [...'rwxrwxrwx'].map((letter, index) => (node.mode & (0o400 >> index) ? letter : '-'));
  const special = (at: number, bit: number, letters: string) => {
    if (node.mode & bit) bits[at] = (bits[at] === 'x' ? letters[0] : letters[1]) as string;
  };
  special(2, 0o4000, 'sS');
  special(5, 0o2000, 'sS');
  special(8, 0o1000, 'tT');
  return { file: '-', directory: 'd', link: 'l', device: 'c' }[node.kind] + bits.join('');
}
