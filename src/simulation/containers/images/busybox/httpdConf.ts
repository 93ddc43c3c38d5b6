import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';

/** Lines of a configuration that are read. */
const maxLines = 500;

/** What `httpd` was told, by its options and its configuration. */
export interface HttpdConf {
  /** What a folder shows. */
  readonly index: string;
  readonly realm: string;
  /** Types of files by their endings, such as `.html`. */
  readonly types: ReadonlyMap<string, string>;
  /** `PATH:USER:PASSWORD`: who may see what lies below a path. */
  readonly accounts: readonly { readonly path: string; readonly pair: string }[];
}

/** A configuration with the lines of it that are wrong or not simulated. */
export interface ReadConf extends HttpdConf {
  /** The folder that it names with `H:`. */
  readonly home: string | undefined;
  readonly complaints: readonly string[];
}

/** Endings that busybox knows. */
const knownTypes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  h: 'text/plain',
  c: 'text/plain',
  cc: 'text/plain',
  cpp: 'text/plain',
  htm: 'text/html',
  html: 'text/html',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  png: 'image/png',
  svg: 'image/svg+xml',
  css: 'text/css',
  js: 'application/javascript',
  wav: 'audio/wav',
  avi: 'video/x-msvideo',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mpeg: 'video/mpeg',
};

/** Reads `httpd.conf`: what is said of the index, of types and of passwords counts. */
export function readConf(text: string, name: string, realm: string): ReadConf {
  const types = new Map(Object.entries(knownTypes).map(([ending, type]) => [`.${ending}`, type]));
  const accounts: { path: string; pair: string }[] = [];
  const complaints: string[] = [];
  let index = 'index.html';
  let home: string | undefined;
  for (const written of text.split('\n', maxLines)) {
    const line = written.replace(/#.*/s, '').replace(/\s+/g, '');
    const [before = '', after] = line.split(/:(.*)/s);
    if (line === '') continue;
    if (after === undefined || after === '') complaints.push(`config error '${line}' in '${name}'`);
    else if (before === 'I') index = after;
    else if (before === 'H') home = after;
    else if (before.startsWith('.')) types.set(before, after);
    else if (before.startsWith('/')) accounts.push({ path: before, pair: after });
    else complaints.push(`Pod Labs does not simulate '${line}' in '${name}'`);
  }
  // The longest path that fits is the one that counts.
  accounts.sort((a, b) => b.path.length - a.path.length);
  return { index, home, realm, types, accounts, complaints };
}

/** The text of a configuration; nothing where there is none. */
export function confText(process: Process, path: string): string | undefined {
  const node = process.stat(path);
  return refused(node) || node.kind !== 'file' ? undefined : node.content.text;
}
