import { type Credentials, permissionBits, rootCredentials } from './credentials.ts';
import { refused } from './errno.ts';
import type { Image } from './image.ts';
import type { MountNamespace } from './mountNamespace.ts';
import type { ContainerConfig } from './runtime.ts';
import type { Program } from './syscalls.ts';

/** The words of a container's first process: the Pod's `command` replaces entrypoint and command, `args` the command. */
export function commandOf(image: Image, config: ContainerConfig): readonly string[] {
  if (config.command && config.command.length > 0) return [...config.command, ...(config.args ?? [])];
  const args = config.args && config.args.length > 0 ? config.args : image.command;
  return [...image.entrypoint, ...args];
}

/** An executable and the words it is started with: those of a script begin with its interpreter. */
export interface Executable {
  readonly program: Program;
  readonly argv: readonly string[];
}

/** Interpreters of interpreters: as Linux' limit. */
const maxInterpreters = 4;

/** Finds the program of a command, along `PATH` where it has no slash; else runc's words for why it cannot run. */
export function programOf(
  mounts: MountNamespace,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
  cwd: string,
  who: Credentials = rootCredentials,
): Executable | string {
  const name = argv[0];
  if (name === undefined || name === '') return 'exec: "": executable file not found in $PATH';
  const path = name.includes('/') ? name : findInPath(mounts, name, env.get('PATH') ?? '', cwd, who);
  if (path === undefined) return `exec: "${name}": executable file not found in $PATH`;
  const found = loadExecutable(mounts, path, argv, cwd, who);
  switch (found) {
    case 'missing':
      return `exec: "${name}": stat ${name}: no such file or directory`;
    case 'directory':
      return `exec: "${name}": is a directory`;
    case 'notExecutable':
      return `exec: "${name}": permission denied`;
    case 'unknownFormat':
      return `exec ${path}: exec format error`;
    default:
      return found;
  }
}

/** Folders of `PATH` that are looked at. */
const maxPathFolders = 200;

/** The first file of that name that can be executed in the folders of `PATH`. */
export function findInPath(
  mounts: MountNamespace,
  name: string,
  path: string,
  cwd: string,
  who: Credentials = rootCredentials,
): string | undefined {
  for (const folder of path.split(':', maxPathFolders)) {
    const candidate = `${folder === '' ? '.' : folder}/${name}`;
    const place = mounts.resolve(candidate, cwd);
    if (!refused(place) && place.node?.kind === 'file' && who.permits(place.node, permissionBits.search))
      return candidate;
  }
  return undefined;
}

/** What stands at a path, ready to run; follows `#!` lines. */
export function loadExecutable(
  mounts: MountNamespace,
  path: string,
  argv: readonly string[],
  cwd: string,
  who: Credentials = rootCredentials,
): Executable | 'missing' | 'directory' | 'notExecutable' | 'unknownFormat' {
  let file = path;
  let words = argv;
  for (let depth = 0; depth < maxInterpreters; depth++) {
    const place = mounts.resolve(file, cwd);
    if (refused(place) || !place.node) return 'missing';
    const { node } = place;
    if (node.kind === 'directory') return 'directory';
    if (node.kind !== 'file' || !who.permits(node, permissionBits.search)) return 'notExecutable';
    if (node.program) return { program: node.program, argv: words };
    const line = /^#![ \t]*(\S+)(?:[ \t]+(\S.*?))?[ \t]*(?:\n|$)/.exec(node.content.read(0, 256));
    if (!line?.[1]) return 'unknownFormat';
    words = [line[1], ...(line[2] === undefined ? [] : [line[2]]), file, ...words.slice(1)];
    file = line[1];
  }
  return 'unknownFormat';
}
