const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** Backslash escapes as echo -e and printf read them. After `\c` nothing more is printed: `ended`. */
export function unescapeText(text: string, octal: 'echo' | 'printf'): { text: string; ended: boolean } {
  let ended = false;
  const digits = octal === 'echo' ? '0[0-7]{0,3}' : '[0-7]{1,3}';
  const pattern = new RegExp(`\\\\(?:x([0-9a-fA-F]{1,2})|(${digits})|([\\s\\S]))|\\\\$`, 'g');
  const stop = /^(?:[^\\]|\\[^c])*?\\c/.exec(text);
  let source = text;
  if (stop) {
    ended = true;
    source = stop[0].slice(0, -2);
  }
  const result = source.replace(pattern, (whole, hex?: string, octals?: string, letter?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octals !== undefined) return String.fromCharCode(Number.parseInt(octals, 8) & 255);
    return (letter !== undefined ? simple[letter] : undefined) ?? whole;
  });
  return { text: result, ended };
}
