const digit = /[A-Za-z0-9+/]/;

/**
 * Where a text stops being base64, as Go's decoder counts (`encoding/base64`, standard alphabet with padding, line breaks
 * allowed); undefined where it is right.
 */
export function base64Problem(text: string): number | undefined {
  let position = 0;
  let count = 0;
  for (;;) {
    if (position === text.length) return count === 0 ? undefined : position - count;
    const char = text.charAt(position++);
    if (char === '\n' || char === '\r') continue;
    if (digit.test(char)) {
      count = (count + 1) % 4;
      continue;
    }
    if (char !== '=' || count < 2) return position - 1;
    break;
  }
  if (count === 2) {
    position = skipBreaks(text, position);
    if (position === text.length) return text.length;
    if (text.charAt(position) !== '=') return position - 1;
    position++;
  }
  position = skipBreaks(text, position);
  return position < text.length ? position : undefined;
}

function skipBreaks(text: string, from: number): number {
  let position = from;
  while (text[position] === '\n' || text[position] === '\r') position++;
  return position;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes as base64 with padding. */
export function bytesToBase64(bytes: readonly number[]): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const group = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63));
    out += digits.slice(0, Math.min(4, bytes.length - i + 1)).join('');
  }
  return out.padEnd(Math.ceil(out.length / 4) * 4, '=');
}

/** The bytes that right base64 stands for. */
export function base64ToBytes(text: string): number[] {
  const digits = text.replace(/[=\r\n]/g, '');
  const bytes: number[] = [];
  for (let i = 0; i + 1 < digits.length; i += 4) {
    const values = [0, 1, 2, 3].map((j) => Math.max(0, alphabet.indexOf(digits.charAt(i + j) || 'A')));
    const group = values.reduce((sum, value) => sum * 64 + value, 0);
    const count = Math.min(3, digits.length - i - 1);
    for (let j = 0; j < count; j++) bytes.push((group >> (16 - 8 * j)) & 255);
  }
  return bytes;
}

/** Text as bytes of UTF-8. */
export function textToBytes(text: string): number[] {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** The UTF-8 text that right base64 stands for; bytes that are no text become U+FFFD. */
export function base64ToText(text: string): string {
  const percent = base64ToBytes(text).map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  try {
    return decodeURIComponent(percent.join(''));
  } catch {
    return percent.map((byte) => (byte < '%80' ? decodeURIComponent(byte) : '\ufffd')).join('');
  }
}
