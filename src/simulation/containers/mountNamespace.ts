import { type Credentials, permissionBits } from './credentials.ts';
import { refused, type SystemError, systemError } from './errno.ts';
import { type Directory, type FileNode, type RegularFile, SymbolicLink } from './filesystem.ts';
import { ForeignRoot } from './live/foreignRoot.ts';

/** Where a path leads. */
export interface Place {
  readonly parent: Directory;
  /** The last name; '' for the root. */
  readonly name: string;
  /** Absent where there is no such name in `parent`. */
  readonly node: FileNode | undefined;
  /** True on a mount that is read-only. */
  readonly readOnly: boolean;
  /** Absolute, without links, `.` and `..`. */
  readonly path: string;
}

/** What to do with a symbolic link at the end of a path. */
export type LastLink = 'follow' | 'keep';

/** As Linux' MAXSYMLINKS. */
const maxLinks = 40;
/** As Linux' PATH_MAX, in bytes. */
export const maxPathBytes = 4096;

interface Covered {
  /** As it was asked for. */
  readonly path: string;
  readonly volume: Directory | RegularFile;
  readonly readOnly: boolean;
}

interface Crumb {
  readonly folder: Directory;
  readonly name: string;
  readonly readOnly: boolean;
}

/** The file tree as the processes of one container see it: the root and what is mounted over its folders. */
export class MountNamespace {
  readonly root: Directory;
  readonly rootIsReadOnly: boolean;
  /** What lies over which node of the tree below. */
  readonly #covers = new Map<FileNode, Covered>();

  /** The root can be read-only: `readOnlyRootFilesystem`. */
  constructor(root: Directory, access: 'readOnly' | 'readWrite' = 'readWrite') {
    this.root = root;
    this.rootIsReadOnly = access === 'readOnly';
  }

  /** Mounts a folder or a single file; makes what is missing below it, as a container runtime does. */
  mount(
    path: string,
    volume: Directory | RegularFile,
    access: 'readOnly' | 'readWrite',
    nowMs: number,
  ): SystemError | undefined {
    const point = volume.kind === 'directory' ? this.makeFolders(path, nowMs) : this.#makeFile(path, nowMs);
    if (refused(point)) return point;
    this.#covers.set(point, { path, volume, readOnly: access === 'readOnly' });
    return undefined;
  }

  /** The folder at that absolute path; makes what is missing. */
  makeFolders(path: string, nowMs: number): Directory | SystemError {
    let so = '/';
    for (const name of path.split('/').filter((part) => part !== '')) {
      const next = so === '/' ? `/${name}` : `${so}/${name}`;
      const place = this.resolve(next, '/');
      if (refused(place)) return place;
      if (!place.node) {
        const made = place.parent.createDirectory(place.name, 0o755, nowMs);
        if (refused(made)) return made;
      } else if (place.node.kind !== 'directory') return systemError('ENOTDIR');
      so = next;
    }
    const place = this.resolve(so, '/');
    if (refused(place)) return place;
    return place.node?.kind === 'directory' ? place.node : systemError('ENOTDIR');
  }

  #makeFile(path: string, nowMs: number): FileNode | SystemError {
    const made = this.makeFolders(path.slice(0, path.lastIndexOf('/')), nowMs);
    if (refused(made)) return made;
    const place = this.resolve(path, '/');
    if (refused(place)) return place;
    if (place.node?.kind === 'directory') return systemError('EISDIR');
    return place.node ?? place.parent.createFile(place.name, 0o644, nowMs);
  }

  /**
   * Walks a path. ENOENT only where a folder on the way is missing; see `Place.node`. EACCES where `who` may not search
   * a folder on the way; nobody is asked where no one is named.
   */
  resolve(path: string, cwd: string, lastLink: LastLink = 'follow', who?: Credentials): Place | SystemError {
    if (path === '') return systemError('ENOENT');
    if (path.length > maxPathBytes) return systemError('ENAMETOOLONG');
    const names = path.split('/');
    if (!path.startsWith('/')) names.unshift(...cwd.split('/'));
    names.reverse();
    const mustBeFolder = path.endsWith('/');
    const trail: Crumb[] = [this.#enter(this.root, '', this.rootIsReadOnly)];
    let links = 0;
    let space: MountNamespace = this;
    while (names.length > 0) {
      const name = names.pop() as string;
      if (name === '' || name === '.') continue;
      if (name === '..') {
        if (trail.length > 1) trail.pop();
        continue;
      }
      const here = trail[trail.length - 1] as Crumb;
      if (who && !who.permits(here.folder, permissionBits.search)) return systemError('EACCES');
      const node = here.folder.get(name);
      const isLast = isEnd(names);
      if (!node) {
        if (!isLast) return systemError('ENOENT');
        return { parent: here.folder, name, node, readOnly: here.readOnly, path: pathOf(trail, name) };
      }
      if (node.kind === 'link' && !(isLast && lastLink === 'keep' && !mustBeFolder)) {
        links += 1;
        if (links > maxLinks) return systemError('ELOOP');
        if (node.target.startsWith('/')) {
          trail.length = 1;
          space = this;
        }
        names.push(...node.target.split('/').reverse());
        continue;
      }
      if (node.kind === 'directory') {
        if (node instanceof ForeignRoot) {
          if (isLast && lastLink === 'keep' && !mustBeFolder) {
            // A link for who looks at it, so that a walk through the tree does not go round for ever.
            const link = new SymbolicLink('/', 0);
            return { parent: here.folder, name, node: link, readOnly: here.readOnly, path: pathOf(trail, name) };
          }
          if (!node.mayEnter) return systemError('EACCES');
          space = node.mounts;
          trail.push(space.#enter(space.root, name, space.rootIsReadOnly));
        } else trail.push(space.#enter(node, name, here.readOnly));
        continue;
      }
      if (!isLast || mustBeFolder) return systemError('ENOTDIR');
      const over = space.#covers.get(node);
      const readOnly = over?.readOnly ?? here.readOnly;
      return { parent: here.folder, name, node: over?.volume ?? node, readOnly, path: pathOf(trail, name) };
    }
    const last = trail[trail.length - 1] as Crumb;
    const parent = trail[trail.length - 2]?.folder ?? last.folder;
    return { parent, name: last.name, node: last.folder, readOnly: last.readOnly, path: pathOf(trail) };
  }

  /** The mounted folders and where each is mounted, in the order of mounting. */
  get mounted(): readonly { readonly path: string; readonly volume: Directory; readonly readOnly: boolean }[] {
    return [...this.#covers.values()].flatMap(({ path, volume, readOnly }) =>
      volume.kind === 'directory' ? [{ path, volume, readOnly }] : [],
    );
  }

  /** True where a volume is mounted on what has that name: it cannot be removed. */
  isMountPoint(parent: Directory, name: string): boolean {
    const node = parent.get(name);
    return node !== undefined && this.#covers.has(node);
  }

  #enter(folder: Directory, name: string, readOnly: boolean): Crumb {
    const cover = this.#covers.size > 0 ? this.#covers.get(folder) : undefined;
    return cover?.volume.kind === 'directory'
      ? { folder: cover.volume, name, readOnly: cover.readOnly }
      : { folder, name, readOnly };
  }
}

/** Whether nothing more is named; the names come from the end. */
function isEnd(names: readonly string[]): boolean {
  for (let i = names.length - 1; i >= 0; i--) if (names[i] !== '' && names[i] !== '.') return false;
  return true;
}

function pathOf(trail: readonly Crumb[], last?: string): string {
  let path = '';
  for (let i = 1; i < trail.length; i++) path += `/${(trail[i] as Crumb).name}`;
  if (last !== undefined) path += `/${last}`;
  return path === '' ? '/' : path;
}
