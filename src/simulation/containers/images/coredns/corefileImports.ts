import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import type { CorefileSource } from './corefileParser.ts';

const maxFiles = 200;
const maxFileBytes = 64 * 1024;

/** Finds what an `import` names: a file, or those of a folder that one `*` fits; beside the Corefile unless it says where. */
export function corefileImports(process: Process, corefile: string): CorefileSource['imported'] {
  return (pattern) => {
    if (pattern === '') return 'Import requires a non-empty filepath';
    const folder = corefile.replace(/[^/]*$/, '') || `${process.cwd}/`;
    const path = pattern.startsWith('/') ? pattern : folder + pattern;
    if ((path.match(/[*?]/g) ?? []).length > 1) {
      return `Glob pattern may only contain one wildcard (*), but has others: ${path}`;
    }
    const [, parent = '', before = '', star, after = ''] = /^(.*\/)([^/*]*)(\*)?([^/]*)$/.exec(path) ?? [];
    const names = star ? process.list(parent) : [before + after];
    const files: { file: string; text: string }[] = [];
    for (const name of refused(names) ? [] : names.slice(0, maxFiles)) {
      if (star && (name.length < before.length + after.length || !name.startsWith(before) || !name.endsWith(after)))
        continue;
      const node = process.stat(parent + name);
      if (!refused(node) && node.kind === 'file') {
        files.push({ file: parent + name, text: node.content.text.slice(0, maxFileBytes) });
      }
    }
    return files.length > 0 || star ? files : `File to import not found: ${pattern}`;
  };
}
