import { sha512 } from '../../applets/sha512.ts';
import type { ServerBlock } from './corefileParser.ts';

/** By what the plugin `reload` tells one configuration from another: its words and their lines, not blanks and comments. */
export function corefileForm(blocks: readonly ServerBlock[]): string {
  const plain = blocks.map(({ keys, plugins }) => ({
    Keys: keys,
    Tokens: Object.fromEntries(
      [...plugins]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, tokens]) => [
          name,
          tokens.map(({ file = '', line, text }) => ({ File: file, Line: line, Text: text })),
        ]),
    ),
  }));
  // As Go writes JSON.
  return JSON.stringify(plain).replace(/[<>&]/g, (each) => `\\u00${each.charCodeAt(0).toString(16)}`);
}

/** The digest of a configuration's form: the same that the real one logs. */
export function corefileDigest(form: string): string {
  return sha512(form);
}
