const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A text's UTF-8 bytes in base64, as the data of a Secret is written. */
export function encodeBase64(text: string): string {
  const bytes = utf8Bytes(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    const left = bytes.length - at;
    encoded += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    encoded += left > 1 ? alphabet.charAt((bits >> 6) & 63) : '=';
    encoded += left > 2 ? alphabet.charAt(bits & 63) : '=';
  }
  return encoded;
}

/** The text that base64 stands for; bytes that are no UTF-8 come as they are, one character each. */
export function decodeBase64(encoded: string): string {
  const digits = [...encoded].filter((digit) => alphabet.includes(digit)).map((digit) => alphabet.indexOf(digit));
  const bytes: number[] = [];
  for (let at = 0; at + 1 < digits.length; at += 4) {
    const [a = 0, b = 0, c, d] = digits.slice(at, at + 4);
    bytes.push((a << 2) | (b >> 4));
    if (c !== undefined) bytes.push(((b & 15) << 4) | (c >> 2));
    if (d !== undefined) bytes.push((((c ?? 0) & 3) << 6) | d);
  }
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return String.fromCharCode(...bytes);
  }
}

/** The UTF-8 bytes of a text. */
export function utf8Bytes(text: string): number[] {
  // Halves of a pair that stand alone are no text.
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return (escaped.match(/%[0-9A-F]{2}|[\s\S]/g) ?? []).map((part) =>
    part.startsWith('%') && part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0),
  );
}
