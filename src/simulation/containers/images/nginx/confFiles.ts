import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { pathnamesOf } from '../../shell/pathnames.ts';
import { ConfProblem, type Directive, parseConf } from './confText.ts';
import { numbered } from './log.ts';

const maxFileBytes = 1024 * 1024;
const maxIncludes = 200;

/** Reads a configuration file and what it includes. */
export function readConf(process: Process, path: string): readonly Directive[] | ConfProblem {
  let includes = 0;
  const read = (file: string): readonly Directive[] | ConfProblem => {
    const node = process.stat(file);
    if (refused(node)) return new ConfProblem(`open() "${file}" failed ${numbered(node)}`);
    if (node.kind !== 'file') return new ConfProblem(`read() "${file}" failed (21: Is a directory)`);
    const directives = parseConf(node.content.read(0, maxFileBytes), file);
    return directives instanceof ConfProblem ? directives : expand(directives);
  };
  const expand = (directives: readonly Directive[]): readonly Directive[] | ConfProblem => {
    const expanded: Directive[] = [];
    for (const directive of directives) {
      if (directive.name === 'include' && directive.args.length === 1) {
        for (const file of filesOf(process, absolute(directive.args[0] as string))) {
          includes += 1;
          const inner = includes > maxIncludes ? new ConfProblem('too many include files') : read(file);
          if (inner instanceof ConfProblem) {
            const where = ` in ${directive.file}:${directive.line}`;
            return inner.text.startsWith('open()') ? new ConfProblem(inner.text + where) : inner;
          }
          expanded.push(...inner);
        }
        continue;
      }
      const block = directive.block && expand(directive.block);
      if (block instanceof ConfProblem) return block;
      expanded.push(block ? { ...directive, block } : directive);
    }
    return expanded;
  };
  return read(path);
}

/** Paths of a configuration are relative to `/etc/nginx`. */
export function absolute(path: string): string {
  return path.startsWith('/') ? path : `/etc/nginx/${path}`;
}

/** What a pattern like `/etc/nginx/conf.d/*.conf` matches, by name; a plain path stands for itself. */
function filesOf(process: Process, pattern: string): readonly string[] {
  return /[*?[]/.test(pattern) ? pathnamesOf(process, pattern) : [pattern];
}
