import { sha512 } from '../../applets/sha512.ts';
import type { ServerBlock } from './corefileParser.ts';

/**
 * The digest by which the plugin `reload` tells one configuration from another: of its words and their lines, not of blanks and
 * comments. The same that the real one logs.
 */
export function corefileDigest(blocks: readonly ServerBlock[]): string {
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
  return sha512(JSON.stringify(plain).replace(/[<>&]/g, (each) => `\\u00${each.charCodeAt(0).toString(16)}`));
}
