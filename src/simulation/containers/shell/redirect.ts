import type { Redirection, WordPart } from 'unbash';
import { refused, type SystemError } from '../errno.ts';
import { type OpenFile, TextSource } from '../openFile.ts';
import type { OpenOptions } from '../processFiles.ts';
import type { Run } from '../syscalls.ts';
import { expandQuotedParts, expandText } from './expand.ts';
import type { Shell } from './shell.ts';

/** What the descriptors were before a command's redirections: `undefined` was closed. */
export type SavedFiles = [fd: number, file: OpenFile | undefined][];

/** Applies redirections in order; false after it said what went wrong. What they change is put into `saved`. */
export function* redirect(shell: Shell, redirections: readonly Redirection[], saved: SavedFiles): Run<boolean> {
  for (const redirection of redirections) {
    if (!(yield* redirectOne(shell, redirection, saved))) return false;
  }
  return true;
}

/** Puts back what `redirect` changed. */
export function restoreFiles(shell: Shell, saved: SavedFiles): void {
  for (let i = saved.length - 1; i >= 0; i--) {
    const [fd, file] = saved[i] as SavedFiles[number];
    if (file) {
      shell.process.setFile(fd, file);
      file.dropReference();
    } else shell.process.close(fd);
  }
}

function save(shell: Shell, fd: number, saved: SavedFiles): void {
  saved.push([fd, shell.process.files[fd]?.addReference()]);
}

function* redirectOne(shell: Shell, redirection: Redirection, saved: SavedFiles): Run<boolean> {
  const { process } = shell;
  const descriptor = redirection.descriptor?.type === 'FileDescriptor' ? redirection.descriptor.value : undefined;
  if (redirection.type === 'HereDoc') {
    const { body } = redirection;
    const raw = redirection.operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text;
    const parts = redirection.operator === '<<-' ? withoutTabs(body.parts) : body.parts;
    const text = parts && !redirection.delimiter?.quoted ? yield* expandQuotedParts(shell, parts) : raw;
    save(shell, descriptor ?? 0, saved);
    process.setFile(descriptor ?? 0, new TextSource(text));
    return true;
  }
  if (redirection.type === 'HereString' && shell.dialect === 'bash') {
    const text = redirection.target ? yield* expandText(shell, redirection.target) : '';
    save(shell, descriptor ?? 0, saved);
    process.setFile(descriptor ?? 0, new TextSource(`${text}\n`));
    return true;
  }
  if (redirection.type === 'HereString') return yield* shell.fail('syntax error: unexpected redirection');
  const target = redirection.target ? yield* expandText(shell, redirection.target) : '';
  const { operator } = redirection;
  const duplicates = (operator === '>&' || operator === '<&') && /^(?:\d+|-)$/.test(target);
  const fd = descriptor ?? (operator.startsWith('<') ? 0 : 1);
  if (duplicates) return yield* duplicate(shell, fd, target, saved);
  if (operator === '>' && shell.options.has('C') && isKept(shell, target)) {
    yield* shell.complain(`can't create ${target}: File exists`);
    return false;
  }
  const file = process.openFile(target, optionsOf(operator));
  if (refused(file)) {
    yield* shell.complain(`can't ${operator === '<' ? 'open' : 'create'} ${target}: ${refusalText(file, operator)}`);
    return false;
  }
  save(shell, fd, saved);
  process.setFile(fd, file);
  if (operator === '&>' || operator === '&>>' || operator === '>&') {
    save(shell, 2, saved);
    process.setFile(2, file);
  }
  return true;
}

/** `<<-`: the tabs before each line are none of it; those that an expansion brings stay. */
function withoutTabs(parts: readonly WordPart[] | undefined): readonly WordPart[] | undefined {
  return parts?.map((part, index) => {
    if (part.type !== 'Literal') return part;
    const strip = (text: string) => text.replace(index === 0 ? /(^|\n)\t+/g : /(\n)\t+/g, '$1');
    return { ...part, value: strip(part.value), text: strip(part.text) };
  });
}

function* duplicate(shell: Shell, fd: number, target: string, saved: SavedFiles): Run<boolean> {
  const { process } = shell;
  if (target === '-') {
    save(shell, fd, saved);
    process.close(fd);
    return true;
  }
  const file = process.files[Number(target)];
  if (!file) {
    yield* shell.complain(`${target}: Bad file descriptor`);
    return false;
  }
  save(shell, fd, saved);
  process.setFile(fd, file);
  return true;
}

function optionsOf(operator: string): OpenOptions {
  switch (operator) {
    case '<':
      return { access: 'read' };
    case '<>':
      return { access: 'readWrite', create: true };
    case '>>':
    case '&>>':
      return { access: 'write', create: true, append: true };
    default:
      return { access: 'write', create: true, truncate: true };
  }
}

/** `set -C`: a file that is there is not overwritten. */
function isKept(shell: Shell, target: string): boolean {
  const node = shell.process.stat(target);
  return !refused(node) && node.kind === 'file';
}

/** ash has words of its own for what is missing. */
function refusalText(refusal: SystemError, operator: string): string {
  if (refusal.errno === 'ENOENT') return operator === '<' ? 'no such file' : 'nonexistent directory';
  if (refusal.errno === 'ENOTDIR') return operator === '<' ? 'no such file' : 'nonexistent directory';
  return refusal.text;
}
