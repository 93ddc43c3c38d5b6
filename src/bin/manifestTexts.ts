import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { leftOutFolders } from '../manifests/leftOutFolders.ts';
import { maxFileLength } from '../manifests/manifestFile.ts';

/** A file's text under the name that it was asked for by, or why there is none. */
export type ManifestText =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly problem: string };

/** Files that are looked at in one run. */
const maxFiles = 20_000;
/** A UTF-16 unit takes at most 3 bytes of UTF-8, so a file that has more is too large, whatever it says. */
const maxBytes = maxFileLength * 3 + 3;

/**
 * The files that paths name, one after the other in that order, each once: a folder's `.yaml`, `.yml` and `.json` files, and those of
 * its folders, by name. `-` is `stdin`. Of a file that is too large to be checked no more is read than tells that.
 */
export async function* manifestTexts(paths: readonly string[], stdin: Readable): AsyncGenerator<ManifestText> {
  const seen = new Set<string>();
  for (const named of paths) {
    for await (const found of filesAt(named)) {
      const { file } = found;
      const id = file === '-' ? file : path.resolve(file);
      if (seen.has(id)) continue;
      seen.add(id);
      if (seen.size > maxFiles) {
        yield { file, problem: `more than ${maxFiles} files` };
        return;
      }
      yield 'problem' in found ? found : await textOf(file, stdin);
    }
  }
}

type FoundFile = { readonly file: string } | { readonly file: string; readonly problem: string };

async function* filesAt(named: string): AsyncGenerator<FoundFile> {
  const isFolder = named !== '-' && (await isDirectory(named));
  if (isFolder) yield* filesIn(named);
  else yield { file: named };
}

/** Folders of dependencies are left out, as in the editor; links to folders, which may lead round, too. */
async function* filesIn(folder: string): AsyncGenerator<FoundFile> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => reasonOf(error));
  if (typeof entries === 'string') {
    yield { file: folder, problem: entries };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!leftOutFolders.includes(entry.name)) yield* filesIn(file);
    } else if (/\.(ya?ml|json)$/i.test(entry.name)) {
      const isLinkedFolder = entry.isSymbolicLink() && (await isDirectory(file));
      if (!isLinkedFolder) yield { file };
    }
  }
}

async function textOf(file: string, stdin: Readable): Promise<ManifestText> {
  try {
    return { file, text: await beginningOf(file === '-' ? stdin : createReadStream(file)) };
  } catch (error) {
    return { file, problem: reasonOf(error) };
  }
}

async function isDirectory(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** The text of a stream, without a byte order mark. */
async function beginningOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > maxBytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes + 1));
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  return error instanceof Error ? error.message : String(error);
}
