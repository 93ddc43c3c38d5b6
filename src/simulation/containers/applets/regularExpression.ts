/** Longer expressions are refused. */
const maxLength = 1000;

/** A POSIX regular expression (basic, or extended) as one of the host; nothing where it is not one. */
export function regularExpression(
  text: string,
  dialect: 'basic' | 'extended' | 'fixed',
  flags: string,
): RegExp | undefined {
  if (text.length > maxLength) return undefined;
  const source = dialect === 'fixed' ? text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : translate(text, dialect);
  // Repeated groups that repeat inside could take for ever on a long line: they are refused.
  if (/\([^()]*[*+}][^()]*\)[*+{]/.test(source)) return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

const classes: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
};

function translate(text: string, dialect: 'basic' | 'extended'): string {
  let source = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '[') {
      const set = /^\[(\^?)(\]?(?:\[:\w+:\]|[^\]])*)\]/.exec(text.slice(i));
      if (set) {
        const inner = (set[2] as string).replace(/\[:(\w+):\]|[\\\][]/g, (found, name?: string) =>
          name === undefined ? `\\${found}` : (classes[name] ?? ''),
        );
        source += `[${set[1]}${inner}]`;
        i += set[0].length - 1;
        continue;
      }
    }
    if (character === '\\') {
      const next = text[i + 1] ?? '\\';
      i += 1;
      if (dialect === 'basic' && '(){}|+?'.includes(next)) source += next;
      else if (next === '<' || next === '>') source += '\\b';
      else source += /[a-zA-Z0-9]/.test(next) && !'wWsSbBntd123456789'.includes(next) ? next : `\\${next}`;
      continue;
    }
    if (dialect === 'basic' && '(){}|+?'.includes(character)) source += `\\${character}`;
    else if (character === '*' && (source === '' || source.endsWith('(') || source === '^')) source += '\\*';
    else if (character === '{' && !/^\{\d*,?\d*\}/.test(text.slice(i))) source += '\\{';
    else source += character;
  }
  return source;
}
