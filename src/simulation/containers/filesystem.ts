import { refused, type SystemError, systemError } from './errno.ts';
import { FileContent } from './fileContent.ts';
import type { OpenFile } from './openFile.ts';
import type { Program } from './syscalls.ts';

/** What a folder's name stands for. Two names may stand for the same node: identity is the node itself. */
export type FileNode = RegularFile | Directory | SymbolicLink | Device;

/** What an image brings: read-only, shared by all its containers, copied when a container first looks at it. */
export interface ImageFolder {
  readonly [name: string]: ImageEntry;
}
export type ImageEntry =
  | { readonly kind: 'file'; readonly text: string; readonly mode?: number; readonly mtimeMs?: number }
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'link'; readonly target: string; readonly mtimeMs?: number }
  | { readonly kind: 'folder'; readonly entries: ImageFolder; readonly mode?: number; readonly mtimeMs?: number }
  | { readonly kind: 'device'; readonly device: DeviceKind };
export type DeviceKind = 'null' | 'zero' | 'random' | 'stdin' | 'stdout' | 'stderr' | 'tty';

/** A volume or a container's writable layer may hold so much; a full one answers "No space left on device". */
export const defaultMaxBytes = 16 * 1024 * 1024;
/** Files and folders in one volume or writable layer. */
export const defaultMaxNodes = 20_000;
/** As Linux' NAME_MAX, in bytes. */
export const maxNameBytes = 255;

/** Takes notice of bytes that are held more (fewer, where negative). */
export interface MemoryAccount {
  add(bytes: number): void;
}

/** The room that the files of one volume or writable layer share. */
export class FileBudget {
  readonly #maxBytes: number;
  #bytesLeft: number;
  #nodesLeft: number;

  /** Files in memory (a tmpfs) count as memory of the container that writes them. */
  readonly medium: 'disk' | 'memory';

  constructor(
    maxBytes: number = defaultMaxBytes,
    maxNodes: number = defaultMaxNodes,
    medium: 'disk' | 'memory' = 'disk',
  ) {
    this.medium = medium;
    this.#maxBytes = maxBytes;
    this.#bytesLeft = maxBytes;
    this.#nodesLeft = maxNodes;
  }

  /** Takes room for bytes (gives it back where negative); false where there is none. */
  takeBytes(bytes: number): boolean {
    if (bytes > this.#bytesLeft) return false;
    this.#bytesLeft -= bytes;
    return true;
  }

  /** What is taken and what there is in all. */
  get usage(): { readonly bytesLeft: number; readonly maxBytes: number } {
    return { bytesLeft: this.#bytesLeft, maxBytes: this.#maxBytes };
  }

  takeNode(): boolean {
    if (this.#nodesLeft <= 0) return false;
    this.#nodesLeft -= 1;
    return true;
  }

  giveNode(): void {
    this.#nodesLeft += 1;
  }
}

abstract class Node {
  /** As `ls -l` shows it, without the file type. */
  mode: number;
  /** Epoch, milliseconds, virtual. */
  mtimeMs: number;
  /** Who owns it: number of the user and of the group. */
  uid = 0;
  gid = 0;
  /** How many names and open descriptions it has. */
  links = 0;

  constructor(mode: number, mtimeMs: number) {
    this.mode = mode;
    this.mtimeMs = mtimeMs;
  }
}

export class RegularFile extends Node {
  readonly kind = 'file';
  readonly content: FileContent;
  /** Set where the file is an executable of the image. */
  readonly program: Program | undefined;
  readonly #budget: FileBudget;
  /** Whose memory its content is, where it lies in memory. */
  #charged: MemoryAccount | undefined;

  constructor(budget: FileBudget, mode: number, mtimeMs: number, text = '', program?: Program) {
    super(mode, mtimeMs);
    this.#budget = budget;
    this.content = new FileContent(text);
    this.program = program;
  }

  get size(): number {
    return this.content.size;
  }

  write(offset: number, text: string, nowMs: number): SystemError | undefined {
    const growth = Math.max(0, offset + text.length - this.content.size);
    if (growth > 0 && !this.#budget.takeBytes(growth)) return systemError('ENOSPC');
    this.#charged?.add(growth);
    this.content.write(offset, text);
    this.mtimeMs = nowMs;
    return undefined;
  }

  truncate(size: number, nowMs: number): SystemError | undefined {
    if (!this.#budget.takeBytes(size - this.content.size)) return systemError('ENOSPC');
    this.#charged?.add(size - this.content.size);
    this.content.truncate(size);
    this.mtimeMs = nowMs;
    return undefined;
  }

  /** Gives its room back once no name and no open descriptor is left. */
  forget(): void {
    if (this.links > 0) return;
    this.#budget.takeBytes(-this.content.size);
    this.#charged?.add(-this.content.size);
    this.#charged = undefined;
  }

  /** Who writes to a file in memory first has it on its account, as cgroups count pages. */
  chargeTo(account: MemoryAccount): void {
    if (this.#budget.medium === 'memory') this.#charged ??= account;
  }
}

export class SymbolicLink extends Node {
  readonly kind = 'link';
  readonly target: string;

  constructor(target: string, mtimeMs: number) {
    super(0o777, mtimeMs);
    this.target = target;
  }
}

/** A device, or what a process has open: `/proc/1/fd/1`. */
export class Device extends Node {
  readonly kind = 'device';
  readonly device: DeviceKind | OpenFile;

  constructor(device: DeviceKind | OpenFile) {
    super(0o666, 0);
    this.device = device;
  }
}

/**
 * A folder. `new Directory()` is an empty volume such as an emptyDir; with `image` it is the writable layer over an
 * image's folder, whose entries are copied one by one when they are first looked at.
 */
export class Directory extends Node {
  readonly kind = 'directory';
  readonly budget: FileBudget;
  readonly #entries = new Map<string, FileNode>();
  #image: ImageFolder | undefined;

  constructor(options: { mode?: number; budget?: FileBudget; mtimeMs?: number; image?: ImageFolder } = {}) {
    super(options.mode ?? 0o777, options.mtimeMs ?? 0);
    this.budget = options.budget ?? new FileBudget();
    this.#image = options.image;
  }

  get(name: string): FileNode | undefined {
    const entry = this.#entries.get(name);
    if (entry || !this.#image) return entry;
    const below = Object.hasOwn(this.#image, name) ? this.#image[name] : undefined;
    return below && this.#copyUp(name, below);
  }

  /** In the order of their names. */
  names(): string[] {
    this.#copyAllUp();
    return [...this.#entries.keys()].sort();
  }

  get isEmpty(): boolean {
    this.#copyAllUp();
    return this.#entries.size === 0;
  }

  /** Gives a node a name here. */
  add(name: string, node: FileNode, nowMs: number): SystemError | undefined {
    if (name.length > maxNameBytes) return systemError('ENAMETOOLONG');
    if (this.get(name)) return systemError('EEXIST');
    if (!this.budget.takeNode()) return systemError('ENOSPC');
    this.#copyAllUp();
    this.#entries.set(name, node);
    node.links += 1;
    this.mtimeMs = nowMs;
    return undefined;
  }

  /** Lays a folder of the runtime's own here, over what the image has of that name; takes no room. */
  lay(name: string, node: Directory): void {
    this.#entries.set(name, node);
    node.links += 1;
  }

  remove(name: string, nowMs: number): SystemError | undefined {
    this.#copyAllUp();
    const node = this.#entries.get(name);
    if (!node) return systemError('ENOENT');
    this.#entries.delete(name);
    this.budget.giveNode();
    node.links -= 1;
    if (node.kind === 'file') node.forget();
    this.mtimeMs = nowMs;
    return undefined;
  }

  /** Makes an empty file here. */
  createFile(name: string, mode: number, nowMs: number, text = ''): RegularFile | SystemError {
    const file = new RegularFile(this.budget, mode, nowMs);
    const refusal = this.add(name, file, nowMs) ?? (text === '' ? undefined : file.write(0, text, nowMs));
    return refused(refusal) ? refusal : file;
  }

  createDirectory(name: string, mode: number, nowMs: number): Directory | SystemError {
    const folder = new Directory({ mode, budget: this.budget, mtimeMs: nowMs });
    return this.add(name, folder, nowMs) ?? folder;
  }

  /** What the image brought takes no room of the writable layer. */
  #copyUp(name: string, entry: ImageEntry): FileNode {
    const node = nodeOfImage(entry, this.budget);
    node.links += 1;
    this.#entries.set(name, node);
    return node;
  }

  #copyAllUp(): void {
    const image = this.#image;
    if (!image) return;
    for (const [name, entry] of Object.entries(image)) if (!this.#entries.has(name)) this.#copyUp(name, entry);
    this.#image = undefined;
  }
}

function nodeOfImage(entry: ImageEntry, budget: FileBudget): FileNode {
  switch (entry.kind) {
    case 'file':
      return new RegularFile(budget, entry.mode ?? 0o644, entry.mtimeMs ?? 0, entry.text);
    case 'program':
      return new RegularFile(budget, 0o755, 0, '', entry.program);
    case 'link':
      return new SymbolicLink(entry.target, entry.mtimeMs ?? 0);
    case 'folder':
      return new Directory({ mode: entry.mode ?? 0o755, mtimeMs: entry.mtimeMs ?? 0, budget, image: entry.entries });
    case 'device':
      return new Device(entry.device);
  }
}
