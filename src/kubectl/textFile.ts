import { commandError } from './commandError.ts';
import type { KubectlHost } from './host.ts';

/** Reads a file that a flag names; where there is none, kubectl's words for it. */
export async function readTextFile(
  host: KubectlHost,
  path: string,
  missing: (path: string) => string = (where) => `open ${where}: no such file or directory`,
): Promise<string> {
  try {
    return await host.readFile(path);
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    throw commandError(why === '' || /ENOENT|not found|does not exist|no such file/i.test(why) ? missing(path) : why);
  }
}
