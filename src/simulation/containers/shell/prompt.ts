import type { Shell } from './shell.ts';

/** `PS1` with busybox' escapes: \\w the folder (`~` for the home), \\h the host, \\u the user, \\$ the sign of root. */
export function promptOf(shell: Shell): string {
  const { process } = shell;
  const isRoot = process.credentials.uid === 0;
  const values: Readonly<Record<string, string>> = {
    w: shownFolder(process.cwd, shell.get('HOME') ?? ''),
    W: process.cwd.slice(process.cwd.lastIndexOf('/') + 1) || '/',
    h: process.kernel.hostname,
    u: isRoot ? 'root' : String(process.credentials.uid),
    $: isRoot ? '#' : '$',
    n: '\n',
  };
  return (shell.get('PS1') ?? '').replace(/\\([wWhu$n])/g, (whole, letter: string) => values[letter] ?? whole);
}

function shownFolder(cwd: string, home: string): string {
  const isAtHome = home.length > 1 && (cwd === home || cwd.startsWith(`${home}/`));
  return isAtHome ? `~${cwd.slice(home.length)}` : cwd;
}
