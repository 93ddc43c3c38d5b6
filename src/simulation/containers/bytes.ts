/**
 * Inside a container text is bytes: each character of a string is one byte (0 to 255), as for a C program. Sizes, `wc -c`
 * and `cut -c` are right without counting, and V8 stores such strings in one byte a character. The edges (commands,
 * environment, logs, exec) encode and decode UTF-8 here.
 */

const allAscii = /^[\x00-\x7f]*$/;

/** A text of the outside world as bytes, in UTF-8. */
export function toBytes(text: string): string {
  if (allAscii.test(text)) return text;
  let bytes = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) bytes += character;
    else if (code < 0x800) bytes += String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000)
      bytes += String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes += String.fromCharCode(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return bytes;
}

const multiByte = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;

/** Bytes as a text of the outside world; what is not UTF-8 becomes U+FFFD. */
export function fromBytes(bytes: string): string {
  if (allAscii.test(bytes)) return bytes;
  return bytes.replace(multiByte, (sequence) => {
    if (sequence.length === 1) return '\ufffd';
    const lead = sequence.charCodeAt(0);
    let code = lead & (0xff >> (sequence.length + 1));
    for (let i = 1; i < sequence.length; i++) code = (code << 6) | (sequence.charCodeAt(i) & 63);
    const smallest = [0, 0, 0x80, 0x800, 0x10000][sequence.length] as number;
    if (code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
    return String.fromCodePoint(code);
  });
}
