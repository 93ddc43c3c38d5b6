import { type ParsedScript, parse } from 'unbash';

/**
 * Shell text to a tree, by `unbash`: typed, no dependencies, synchronous, and it takes what ash takes. Its elder,
 * @ericcornelissen/bash-parser, has a POSIX mode but no types, is some hundred times slower and archived.
 */
export interface ShellScript {
  readonly tree: ParsedScript;
  /** As ash words it, where the text is not a script. */
  readonly syntaxError: string | undefined;
}

/** The same scripts run in many containers and again after each restart: their trees are kept, the newest so many. */
const maxKeptScripts = 200;
/** Longer ones are rare, and their trees take much room: bytes. */
const maxKeptBytes = 16 * 1024;
const kept = new Map<string, ShellScript>();

export function parseScript(source: string): ShellScript {
  let script = kept.get(source);
  if (script) return script;
  const tree = parse(source);
  script = { tree, syntaxError: syntaxErrorOf(tree, source) };
  if (source.length > maxKeptBytes) return script;
  kept.set(source, script);
  if (kept.size > maxKeptScripts) kept.delete(kept.keys().next().value as string);
  return script;
}

/** ash's words for what is wrong in a tree (also of a substitution). */
export function syntaxErrorOf(tree: ParsedScript, source: string): string | undefined {
  const error = tree.errors?.[0];
  if (!error) return undefined;
  if (/quot/.test(error.message)) return 'syntax error: unterminated quoted string';
  if (/here-?doc/i.test(error.message)) return undefined;
  const expected = /^expected '([^']+)'/.exec(error.message)?.[1];
  const expecting = expected === undefined ? '' : ` (expecting "${expected}")`;
  const rest = source.slice(error.pos).replace(/^[ \t]+/, '');
  if (rest.trim() === '') return `syntax error: unexpected end of file${expecting}`;
  if (rest.startsWith('\n')) return `syntax error: unexpected newline${expecting}`;
  const token = /^(?:;;|&&|\|\||<<<|[;&|()<>]|[^\s;&|()<>]+)/.exec(rest)?.[0] ?? rest[0];
  if (token === '<<<' || token === '<' || token === '>') return 'syntax error: unexpected redirection';
  const reserved = /^(?:;;|&&|\|\||[;&|()]|if|then|elif|else|fi|do|done|case|esac|while|until|for|\{|\})$/;
  return `syntax error: unexpected ${reserved.test(token ?? '') ? `"${token}"` : 'word'}${expecting}`;
}
