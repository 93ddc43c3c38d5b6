import { type Credentials, permissionBits } from './credentials.ts';
import { openDevice } from './devices.ts';
import { refused, type SystemError, systemError } from './errno.ts';
import { withoutEnd } from './exhaustion.ts';
import { Directory, type FileNode, RegularFile, SymbolicLink } from './filesystem.ts';
import type { Kernel } from './kernel.ts';
import type { LastLink, Place } from './mountNamespace.ts';
import { FileDescription, type OpenFile } from './openFile.ts';

/** How a file is opened; words of `open(2)`. */
export interface OpenOptions {
  readonly access: 'read' | 'write' | 'readWrite';
  readonly append?: true;
  readonly create?: true;
  readonly truncate?: true;
}

/** Open descriptors of one process, as `ulimit -n` would bound them. */
const maxDescriptors = 1024;
const setGid = 0o2000;
const sticky = 0o1000;
/** Making, removing and renaming: write and search permission of the folder. */
const changeBits = permissionBits.write | permissionBits.search;
const bitsOf = { read: 4, write: 2, readWrite: 6 } as const;

/** The system calls of a process that concern files; they obey modes and owners (EACCES, EPERM) and none waits. */
export abstract class ProcessFiles {
  abstract readonly kernel: Kernel;
  abstract readonly files: (OpenFile | undefined)[];
  abstract credentials: Credentials;
  /** Absolute, without links. */
  abstract cwd: string;
  /** What new files must not have in their mode. */
  abstract umask: number;

  /** Epoch, milliseconds, virtual. */
  get nowMs(): number {
    return this.kernel.nowMs;
  }

  /** The lowest free descriptor now stands for that file. */
  addFile(file: OpenFile, lowest = 0): number | SystemError {
    for (let fd = lowest; fd < maxDescriptors; fd++) {
      if (this.files[fd]) continue;
      this.setFile(fd, file);
      return fd;
    }
    // Nobody else will ever close a socket that has just been made.
    file.addReference().dropReference();
    return systemError('EMFILE');
  }

  /** As `dup2`: what `fd` stood for is closed. */
  setFile(fd: number, file: OpenFile): void {
    file.addReference();
    this.close(fd);
    while (this.files.length < fd) this.files.push(undefined);
    this.files[fd] = file;
  }

  close(fd: number): SystemError | undefined {
    const file = this.files[fd];
    if (!file) return systemError('EBADF');
    this.files[fd] = undefined;
    file.dropReference();
    return undefined;
  }

  /** Opens a file and gives it the lowest free descriptor. */
  open(path: string, options: OpenOptions): number | SystemError {
    const file = this.openFile(path, options);
    return refused(file) ? file : this.addFile(file);
  }

  /** Opens a file without giving it a descriptor yet. */
  openFile(path: string, options: OpenOptions): OpenFile | SystemError {
    const place = this.resolve(path);
    if (refused(place)) return place;
    const writes = options.access !== 'read';
    let node = place.node;
    if (node?.kind === 'device') return openDevice(this, node.device);
    if (node?.kind === 'directory') return systemError('EISDIR');
    if (node && !this.credentials.permits(node, bitsOf[options.access])) return systemError('EACCES');
    if (writes && place.readOnly && (node || options.create)) return systemError('EROFS');
    if (!node) {
      if (!options.create || path.endsWith('/')) return systemError(options.create ? 'EISDIR' : 'ENOENT');
      if (!this.credentials.permits(place.parent, changeBits)) return systemError('EACCES');
      const made = place.parent.createFile(place.name, 0o666 & ~this.umask, this.nowMs);
      if (refused(made)) return made;
      this.#own(made, place.parent);
      node = made;
    } else if (writes && options.truncate && node.kind === 'file') {
      const refusal = node.truncate(0, this.nowMs);
      if (refusal) return refusal;
    }
    if (node.kind !== 'file') return systemError('ELOOP');
    if (writes) node.chargeTo(this.kernel.memory);
    const mode = { read: options.access !== 'write', write: writes, append: options.append === true };
    return new FileDescription(node, mode, () => this.nowMs);
  }

  /** Copies a file's content, mode and, for an executable of the image, its program. */
  copyFile(from: RegularFile, to: string): SystemError | undefined {
    const place = this.resolve(to);
    if (refused(place)) return place;
    if (!this.credentials.permits(from, permissionBits.read)) return systemError('EACCES');
    if (place.readOnly) return systemError('EROFS');
    if (place.node?.kind === 'directory') return systemError('EISDIR');
    if (place.node?.kind === 'file') {
      if (!this.credentials.permits(place.node, permissionBits.write)) return systemError('EACCES');
      return place.node.truncate(0, this.nowMs) ?? place.node.write(0, from.content.text, this.nowMs);
    }
    if (place.node) return undefined;
    if (!this.credentials.permits(place.parent, changeBits)) return systemError('EACCES');
    const copy = new RegularFile(place.parent.budget, from.mode & ~this.umask, this.nowMs, '', from.program);
    this.#own(copy, place.parent);
    copy.chargeTo(this.kernel.memory);
    return place.parent.add(place.name, copy, this.nowMs) ?? copy.write(0, from.content.text, this.nowMs);
  }

  /** Where a path leads, seen from the working directory. */
  resolve(path: string, lastLink: LastLink = 'follow'): Place | SystemError {
    const { credentials } = this;
    return this.kernel.mounts.resolve(path, this.cwd, lastLink, credentials.overridesModes ? undefined : credentials);
  }

  /** The node of that path: ENOENT where there is none. */
  stat(path: string, lastLink: LastLink = 'follow'): FileNode | SystemError {
    const place = this.resolve(path, lastLink);
    if (refused(place)) return place;
    return place.node ?? systemError('ENOENT');
  }

  /** The names in a folder, sorted. */
  list(path: string): readonly string[] | SystemError {
    const node = this.stat(path);
    if (refused(node)) return node;
    if (node.kind !== 'directory') return systemError('ENOTDIR');
    return this.credentials.permits(node, permissionBits.read) ? node.names() : systemError('EACCES');
  }

  isFolder(path: string): boolean {
    const node = this.stat(path);
    return !refused(node) && node.kind === 'directory';
  }

  /** `access(2)`: whether all of what the bits say may be done, the mount considered. */
  mayAccess(path: string, bits: number): boolean {
    const place = this.resolve(path);
    if (refused(place) || !place.node) return false;
    if ((bits & permissionBits.write) !== 0 && place.readOnly && place.node.kind !== 'device') return false;
    return this.credentials.permits(place.node, bits);
  }

  mkdir(path: string, mode = 0o777): SystemError | undefined {
    const place = this.#placeOf(path);
    if (refused(place)) return place;
    if (place.node) return systemError('EEXIST');
    const refusal = this.#mayChange(place);
    if (refusal) return refusal;
    const made = place.parent.createDirectory(place.name, mode & ~this.umask, this.nowMs);
    if (refused(made)) return made;
    this.#own(made, place.parent);
    return undefined;
  }

  unlink(path: string): SystemError | undefined {
    const place = this.#placeOf(path);
    if (refused(place)) return place;
    if (!place.node) return systemError('ENOENT');
    if (place.node.kind === 'directory') return systemError('EISDIR');
    if (this.kernel.mounts.isMountPoint(place.parent, place.name)) return systemError('EBUSY');
    return this.#mayChange(place) ?? place.parent.remove(place.name, this.nowMs);
  }

  rmdir(path: string): SystemError | undefined {
    const place = this.#placeOf(path);
    if (refused(place)) return place;
    if (!place.node) return systemError('ENOENT');
    if (place.node.kind !== 'directory') return systemError('ENOTDIR');
    if (place.path === '/' || this.kernel.mounts.isMountPoint(place.parent, place.name)) return systemError('EBUSY');
    const refusal = this.#mayChange(place);
    if (refusal) return refusal;
    if (!place.node.isEmpty) return systemError('ENOTEMPTY');
    return place.parent.remove(place.name, this.nowMs);
  }

  rename(from: string, to: string): SystemError | undefined {
    const source = this.#placeOf(from);
    if (refused(source)) return source;
    if (!source.node) return systemError('ENOENT');
    const target = this.#placeOf(to);
    if (refused(target)) return target;
    if (source.parent.budget !== target.parent.budget) return systemError('EXDEV');
    const forbidden = this.#mayChange(source) ?? this.#mayChange(target);
    if (forbidden) return forbidden;
    if (source.node === target.node) return undefined;
    if (`${target.path}/`.startsWith(`${source.path}/`)) return systemError('EINVAL');
    const { mounts } = this.kernel;
    if (mounts.isMountPoint(source.parent, source.name) || mounts.isMountPoint(target.parent, target.name)) {
      return systemError('EBUSY');
    }
    if (target.node?.kind === 'directory') {
      if (source.node.kind !== 'directory') return systemError('EISDIR');
      if (!target.node.isEmpty) return systemError('ENOTEMPTY');
    } else if (target.node && source.node.kind === 'directory') return systemError('ENOTDIR');
    if (target.node) target.parent.remove(target.name, this.nowMs);
    const refusal = target.parent.add(target.name, source.node, this.nowMs);
    return refusal ?? source.parent.remove(source.name, this.nowMs);
  }

  symlink(target: string, path: string): SystemError | undefined {
    const place = this.#placeOf(path);
    if (refused(place)) return place;
    if (place.node) return systemError('EEXIST');
    const link = new SymbolicLink(target, this.nowMs);
    this.#own(link, place.parent);
    return this.#mayChange(place) ?? place.parent.add(place.name, link, this.nowMs);
  }

  link(existing: string, path: string): SystemError | undefined {
    const node = this.stat(existing, 'keep');
    if (refused(node)) return node;
    if (node.kind === 'directory') return systemError('EPERM');
    const place = this.#placeOf(path);
    if (refused(place)) return place;
    if (place.node) return systemError('EEXIST');
    return this.#mayChange(place) ?? place.parent.add(place.name, node, this.nowMs);
  }

  chdir(path: string): SystemError | undefined {
    const place = this.resolve(path);
    if (refused(place)) return place;
    if (!place.node) return systemError('ENOENT');
    if (!(place.node instanceof Directory)) return systemError('ENOTDIR');
    if (!this.credentials.permits(place.node, permissionBits.search)) return systemError('EACCES');
    this.cwd = place.path;
    return undefined;
  }

  /** The place of a name to make or remove; links at its end are kept. */
  #placeOf(path: string): Place | SystemError {
    return this.resolve(path.length > 1 ? withoutEnd(path, '/') || '/' : path, 'keep');
  }

  /** Whether names of that folder may change: read-only mounts, modes and the sticky bit of folders such as /tmp. */
  #mayChange({ parent, node, readOnly }: Place): SystemError | undefined {
    const { credentials } = this;
    if (readOnly) return systemError('EROFS');
    if (!credentials.permits(parent, changeBits)) return systemError('EACCES');
    const kept = node && (parent.mode & sticky) !== 0 && credentials.uid !== parent.uid && !credentials.owns(node);
    return kept ? systemError('EPERM') : undefined;
  }

  /** A new file belongs to who makes it; in a folder with the set-group-id bit to the folder's group. */
  #own(node: FileNode, parent: Directory): void {
    const { uid, gid } = this.credentials;
    node.uid = uid;
    node.gid = gid;
    if ((parent.mode & setGid) === 0) return;
    node.gid = parent.gid;
    if (node.kind === 'directory') node.mode |= setGid;
  }
}
