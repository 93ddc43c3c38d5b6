import type { SocketAddress } from '../network/socketAddress.ts';
import { openDevice } from './devices.ts';
import { refused, type SystemError, systemError } from './errno.ts';
import { withoutEnd } from './exhaustion.ts';
import { Directory, type FileNode, RegularFile, SymbolicLink } from './filesystem.ts';
import type { Kernel } from './kernel.ts';
import type { LastLink, Place } from './mountNamespace.ts';
import { FileDescription, type OpenFile } from './openFile.ts';
import { createPipe } from './pipes.ts';
import type { ProcessSignal } from './signals.ts';
import { ListeningSocket } from './sockets.ts';
import type { Program, Run, Syscall } from './syscalls.ts';

/** How a file is opened; words of `open(2)`. */
export interface OpenOptions {
  readonly access: 'read' | 'write' | 'readWrite';
  readonly append?: true;
  readonly create?: true;
  readonly truncate?: true;
}

export interface SpawnOptions {
  readonly program: Program;
  readonly argv: readonly string[];
  readonly env?: ReadonlyMap<string, string>;
  /** The child's descriptors; those of the parent where none are given. */
  readonly files?: readonly (OpenFile | undefined)[];
  /** A thread shares its parent's descriptors and ends with it; nobody waits for it. */
  readonly as?: 'thread';
}

/** Open descriptors of one process, as `ulimit -n` would bound them. */
const maxDescriptors = 1024;
/** How many connections wait to be accepted where a program says nothing (`net.core.somaxconn` of older Linux). */
const defaultBacklog = 128;

/** A process in a container: what it owns, and the system calls that never wait. */
export class Process {
  readonly kernel: Kernel;
  readonly pid: number;
  readonly isThread: boolean;
  parent: Process | undefined;
  argv: readonly string[];
  env: ReadonlyMap<string, string>;
  /** Absolute, without links. */
  cwd: string;
  readonly files: (OpenFile | undefined)[];
  readonly children = new Set<Process>();
  /** Signals it catches or ignores; all others do what Linux does by default. */
  readonly dispositions = new Map<ProcessSignal, 'catch' | 'ignore'>();
  /** Caught signals that it has not yet dealt with. */
  readonly caught: ProcessSignal[] = [];

  /** The kernel's own notes. */
  generator: Run<number> | undefined;
  state: 'runnable' | 'blocked' | 'ended' = 'runnable';
  blockedIn: Syscall | undefined;
  cancelBlock: (() => void) | undefined;
  exitCode: number | undefined;
  endedBy: ProcessSignal | undefined;
  onExit: ((process: Process) => void) | undefined;
  cpuMicros = 0;
  sliceAtMs = 0;
  busySlices = 0;
  readonly startedMs: number;

  constructor(kernel: Kernel, pid: number, options: SpawnOptions, cwd: string, parent: Process | undefined) {
    this.kernel = kernel;
    this.pid = pid;
    this.parent = parent;
    this.argv = options.argv;
    this.env = options.env ?? parent?.env ?? new Map();
    this.cwd = cwd;
    this.startedMs = kernel.nowMs;
    this.isThread = options.as === 'thread';
    if (this.isThread && parent) this.files = parent.files;
    else this.files = (options.files ?? parent?.files ?? []).map((file) => file?.addReference());
  }

  /** Epoch, milliseconds, virtual. */
  get nowMs(): number {
    return this.kernel.nowMs;
  }

  /** Counts processor time; the kernel lets time pass at the next yield once a slice is used up. */
  charge(micros: number): void {
    this.cpuMicros += micros;
  }

  /** True when the slice is used up: a loop without other calls must yield `compute`. */
  get mustYield(): boolean {
    return this.cpuMicros >= this.kernel.sliceMicros;
  }

  /** The process now holds so much memory; more than the container may have ends it. */
  holdMemory(bytes: number): void {
    this.kernel.memory.set(this.pid, bytes);
  }

  /** The lowest free descriptor now stands for that file. */
  addFile(file: OpenFile, lowest = 0): number | SystemError {
    for (let fd = lowest; fd < maxDescriptors; fd++) {
      if (this.files[fd]) continue;
      this.setFile(fd, file);
      return fd;
    }
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
    if (writes && place.readOnly && (node || options.create)) return systemError('EROFS');
    if (!node) {
      if (!options.create || path.endsWith('/')) return systemError(options.create ? 'EISDIR' : 'ENOENT');
      const made = place.parent.createFile(place.name, 0o644, this.nowMs);
      if (refused(made)) return made;
      node = made;
    } else if (writes && options.truncate && node.kind === 'file') {
      const refusal = node.truncate(0, this.nowMs);
      if (refusal) return refusal;
    }
    if (node.kind !== 'file') return systemError('ELOOP');
    const mode = { read: options.access !== 'write', write: writes, append: options.append === true };
    return new FileDescription(node, mode, () => this.nowMs);
  }

  /** Copies a file's content, mode and, for an executable of the image, its program. */
  copyFile(from: RegularFile, to: string): SystemError | undefined {
    const place = this.resolve(to);
    if (refused(place)) return place;
    if (place.readOnly) return systemError('EROFS');
    if (place.node?.kind === 'directory') return systemError('EISDIR');
    if (place.node?.kind === 'file') {
      return place.node.truncate(0, this.nowMs) ?? place.node.write(0, from.content.text, this.nowMs);
    }
    if (place.node) return undefined;
    const copy = new RegularFile(place.parent.budget, from.mode, this.nowMs, '', from.program);
    return place.parent.add(place.name, copy, this.nowMs) ?? copy.write(0, from.content.text, this.nowMs);
  }

  /** A socket that takes connections to a port. */
  listen(address: SocketAddress, backlog = defaultBacklog): number | SystemError {
    const listener = this.kernel.network.listen(address, backlog);
    return typeof listener === 'string' ? systemError(listener) : this.addFile(new ListeningSocket(listener));
  }

  pipe(): { output: OpenFile; input: OpenFile } {
    return createPipe();
  }

  /** Where a path leads, seen from the working directory. */
  resolve(path: string, lastLink: LastLink = 'follow'): Place | SystemError {
    return this.kernel.mounts.resolve(path, this.cwd, lastLink);
  }

  /** The node of that path: ENOENT where there is none. */
  stat(path: string, lastLink: LastLink = 'follow'): FileNode | SystemError {
    const place = this.resolve(path, lastLink);
    if (refused(place)) return place;
    return place.node ?? systemError('ENOENT');
  }

  isFolder(path: string): boolean {
    const node = this.stat(path);
    return !refused(node) && node.kind === 'directory';
  }

  mkdir(path: string, mode = 0o755): SystemError | undefined {
    const place = this.#placeToChange(path);
    if (refused(place)) return place;
    if (place.node) return systemError('EEXIST');
    const made = place.parent.createDirectory(place.name, mode, this.nowMs);
    return refused(made) ? made : undefined;
  }

  unlink(path: string): SystemError | undefined {
    const place = this.#placeToChange(path);
    if (refused(place)) return place;
    if (!place.node) return systemError('ENOENT');
    if (place.node.kind === 'directory') return systemError('EISDIR');
    return place.parent.remove(place.name, this.nowMs);
  }

  rmdir(path: string): SystemError | undefined {
    const place = this.#placeToChange(path);
    if (refused(place)) return place;
    if (!place.node) return systemError('ENOENT');
    if (place.node.kind !== 'directory') return systemError('ENOTDIR');
    if (place.path === '/' || this.kernel.mounts.isMountPoint(place.parent, place.name)) return systemError('EBUSY');
    if (!place.node.isEmpty) return systemError('ENOTEMPTY');
    return place.parent.remove(place.name, this.nowMs);
  }

  rename(from: string, to: string): SystemError | undefined {
    const source = this.#placeToChange(from);
    if (refused(source)) return source;
    if (!source.node) return systemError('ENOENT');
    const target = this.#placeToChange(to);
    if (refused(target)) return target;
    if (source.parent.budget !== target.parent.budget) return systemError('EXDEV');
    if (source.node === target.node) return undefined;
    if (`${target.path}/`.startsWith(`${source.path}/`)) return systemError('EINVAL');
    if (this.kernel.mounts.isMountPoint(source.parent, source.name)) return systemError('EBUSY');
    if (target.node?.kind === 'directory') {
      if (source.node.kind !== 'directory') return systemError('EISDIR');
      if (!target.node.isEmpty) return systemError('ENOTEMPTY');
    } else if (target.node && source.node.kind === 'directory') return systemError('ENOTDIR');
    if (target.node) target.parent.remove(target.name, this.nowMs);
    const refusal = target.parent.add(target.name, source.node, this.nowMs);
    return refusal ?? source.parent.remove(source.name, this.nowMs);
  }

  symlink(target: string, path: string): SystemError | undefined {
    const place = this.#placeToChange(path);
    if (refused(place)) return place;
    if (place.node) return systemError('EEXIST');
    return place.parent.add(place.name, new SymbolicLink(target, this.nowMs), this.nowMs);
  }

  link(existing: string, path: string): SystemError | undefined {
    const node = this.stat(existing, 'keep');
    if (refused(node)) return node;
    if (node.kind === 'directory') return systemError('EPERM');
    const place = this.#placeToChange(path);
    if (refused(place)) return place;
    if (place.node) return systemError('EEXIST');
    return place.parent.add(place.name, node, this.nowMs);
  }

  chdir(path: string): SystemError | undefined {
    const place = this.resolve(path);
    if (refused(place)) return place;
    if (!place.node) return systemError('ENOENT');
    if (!(place.node instanceof Directory)) return systemError('ENOTDIR');
    this.cwd = place.path;
    return undefined;
  }

  /** Starts a child: EAGAIN where the container has too many processes. */
  spawn(options: SpawnOptions): Process | SystemError {
    return this.kernel.spawn(options, this.cwd, this);
  }

  /** Starts a thread: a piece of this program that runs beside it. EAGAIN where the container has too many. */
  startThread(program: Program): Process | SystemError {
    return this.kernel.spawn({ program, argv: this.argv, env: this.env, as: 'thread' }, this.cwd, this);
  }

  /** Sends a signal to a process of the same container. */
  kill(pid: number, signal: ProcessSignal | undefined): SystemError | undefined {
    const target = this.kernel.processOf(pid);
    if (!target) return systemError('ESRCH');
    if (signal) this.kernel.signal(target, signal, 'inside');
    return undefined;
  }

  /** The place of a name to make or remove; links at its end are kept, read-only mounts refuse. */
  #placeToChange(path: string): Place | SystemError {
    const place = this.resolve(path.length > 1 ? withoutEnd(path, '/') || '/' : path, 'keep');
    if (refused(place)) return place;
    return place.readOnly ? systemError('EROFS') : place;
  }
}
