import { formatTime } from '../../../api/time.ts';
import { Directory, type ImageEntry, type ImageFolder, SymbolicLink } from '../../containers/filesystem.ts';
import type { Random } from '../../random.ts';
import type { KeyedFile } from './keyedFiles.ts';

/** The link that is turned to the newest files in one step. */
const dataLink = '..data';

/**
 * A volume whose files change all at once, as the kubelet's atomic writer lays it out: the files in a folder named after
 * the moment, `..data` leading to it, and a link through `..data` for each name at the top.
 */
export class AtomicFolder {
  readonly root: Directory;
  #files: readonly KeyedFile[];
  #stamped: string;

  constructor(files: readonly KeyedFile[], mode: number, nowMs: number, random: Random) {
    this.#files = files;
    this.#stamped = stampedName(nowMs, random);
    const image: Record<string, ImageEntry> = {
      [this.#stamped]: payload(files, nowMs),
      [dataLink]: { kind: 'link', target: this.#stamped, mtimeMs: nowMs },
    };
    for (const name of topNames(files)) image[name] = { kind: 'link', target: `${dataLink}/${name}`, mtimeMs: nowMs };
    this.root = new Directory({ mode, mtimeMs: nowMs, image });
  }

  /** Puts other files in the place of the old ones; false where they are the same. */
  write(files: readonly KeyedFile[], nowMs: number, random: Random): boolean {
    if (sameFiles(files, this.#files)) return false;
    const { root } = this;
    const stamped = stampedName(nowMs, random);
    const [made] = Object.values(imageOf(stamped, files, nowMs));
    if (made) root.add(stamped, made, nowMs);
    root.remove(dataLink, nowMs);
    root.add(dataLink, new SymbolicLink(stamped, nowMs), nowMs);
    const names = topNames(files);
    for (const name of topNames(this.#files)) if (!names.has(name)) root.remove(name, nowMs);
    for (const name of names) {
      if (!root.get(name)) root.add(name, new SymbolicLink(`${dataLink}/${name}`, nowMs), nowMs);
    }
    root.remove(this.#stamped, nowMs);
    this.#stamped = stamped;
    this.#files = files;
    return true;
  }
}

/** The new files as a folder of their own. */
function imageOf(name: string, files: readonly KeyedFile[], nowMs: number): Record<string, Directory> {
  const entry = payload(files, nowMs);
  return entry.kind === 'folder'
    ? { [name]: new Directory({ mode: 0o755, mtimeMs: nowMs, image: entry.entries }) }
    : {};
}

/** `..2026_01_05_09_00_01.1234567890`: the end is random, as `os.MkdirTemp` draws it. */
function stampedName(nowMs: number, random: Random): string {
  const moment = formatTime(nowMs).slice(0, 19).replace('T', '_').replaceAll(/[-:]/g, '_');
  return `..${moment}.${random.integer(0, 2 ** 32)}`;
}

interface MutableFolder {
  [name: string]: ImageEntry;
}

function payload(files: readonly KeyedFile[], mtimeMs: number): ImageEntry {
  const top: MutableFolder = {};
  for (const file of files) {
    const segments = file.path.split('/').filter((segment) => segment !== '');
    const name = segments.pop();
    if (!name) continue;
    let folder = top;
    for (const segment of segments) {
      const known = Object.hasOwn(folder, segment) ? folder[segment] : undefined;
      const next = known ?? { kind: 'folder', entries: {}, mtimeMs };
      if (next.kind !== 'folder') break;
      folder[segment] = next;
      folder = next.entries as MutableFolder & ImageFolder;
    }
    const { content, mode } = file;
    folder[name] =
      typeof content === 'string'
        ? { kind: 'file', text: content, mode, mtimeMs }
        : {
            kind: 'file',
            get text() {
              return content.bytes;
            },
            mode,
            mtimeMs,
          };
  }
  return { kind: 'folder', entries: top, mtimeMs };
}

function topNames(files: readonly KeyedFile[]): Set<string> {
  return new Set(files.flatMap(({ path }) => path.split('/').find((segment) => segment !== '') ?? []));
}

function sameFiles(a: readonly KeyedFile[], b: readonly KeyedFile[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((file, i) => {
    const other = b[i] as KeyedFile;
    return file.path === other.path && file.content === other.content && file.mode === other.mode;
  });
}
