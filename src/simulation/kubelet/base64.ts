import { fromBytes } from '../containers/bytes.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOfCharacter = new Map([...alphabet].map((character, value) => [character, value]));

/** The text of a Secret's value. Bytes that are no UTF-8 become replacement characters. */
export function decodeBase64(text: string): string {
  return fromBytes(base64Bytes(text));
}

/** What a Secret or a ConfigMap's `binaryData` holds: a character for each byte. */
export function base64Bytes(text: string): string {
  let bytes = '';
  let bits = 0;
  let held = 0;
  for (const character of text) {
    const value = valueOfCharacter.get(character);
    if (value === undefined) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += String.fromCharCode((bits >> held) & 0xff);
    }
  }
  return bytes;
}
