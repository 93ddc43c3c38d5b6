import { refused, type SystemError } from '../errno.ts';
import type { Process } from '../process.ts';

/** Writes a small text in place of a file's content; nothing, or why it could not. */
export function saveFile(process: Process, path: string, text: string): SystemError | undefined {
  const file = process.openFile(path, { access: 'write', create: true, truncate: true });
  if (refused(file)) return file;
  file.addReference();
  const written = file.write(text);
  file.dropReference();
  return typeof written === 'object' && refused(written) ? written : undefined;
}
