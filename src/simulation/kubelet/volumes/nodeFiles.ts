import { toBytes } from '../../containers/bytes.ts';
import { refused } from '../../containers/errno.ts';
import {
  Directory,
  FileBudget,
  type FileNode,
  type ImageFolder,
  type RegularFile,
} from '../../containers/filesystem.ts';
import { folder, smallLinux, textFile } from '../../containers/images/baseFiles.ts';
import { MountNamespace } from '../../containers/mountNamespace.ts';

/** What all hostPaths and local volumes of a Node may hold together, bytes: a bound of the simulation. */
const maxBytes = 64 * 1024 * 1024;

/** The name server of the Node's network. */
const nameServer = '192.168.0.1';

/** The files of a Node itself: Pods come and go, they stay. */
export class NodeFiles {
  readonly #tree: MountNamespace;
  /** Which Pod has a ReadWriteOncePod volume, by the volume's name. */
  readonly #takenAlone = new Map<string, string>();

  constructor(nodeName: string, ip: string) {
    const image = nodeImage(nodeName, ip);
    this.#tree = new MountNamespace(new Directory({ mode: 0o755, budget: new FileBudget(maxBytes), image }));
  }

  /** What is at an absolute path, links followed. */
  find(path: string): FileNode | undefined {
    const place = this.#tree.resolve(toBytes(path), '/');
    return refused(place) ? undefined : place.node;
  }

  /** The folder at that path, made with all above it; undefined where something else is in the way. */
  makeFolder(path: string, nowMs: number): Directory | undefined {
    const made = this.#tree.makeFolders(toBytes(path), nowMs);
    return refused(made) ? undefined : made;
  }

  /** An empty file in a folder that is there. */
  makeFile(path: string, nowMs: number): RegularFile | undefined {
    const place = this.#tree.resolve(toBytes(path), '/');
    if (refused(place) || place.node) return undefined;
    const made = place.parent.createFile(place.name, 0o644, nowMs);
    return refused(made) ? undefined : made;
  }

  /** Takes a ReadWriteOncePod volume for a Pod; the way to give it back, or undefined where another Pod has it. */
  takeAlone(volumeName: string, podUid: string): (() => void) | undefined {
    const holder = this.#takenAlone.get(volumeName) ?? podUid;
    if (holder !== podUid) return undefined;
    this.#takenAlone.set(volumeName, podUid);
    return () => this.#takenAlone.delete(volumeName);
  }

  /** Removes a path and all below it. */
  remove(path: string, nowMs: number): void {
    const place = this.#tree.resolve(toBytes(path), '/', 'keep');
    if (refused(place) || !place.node || place.path === '/') return;
    if (place.node.kind === 'directory') emptyFolder(place.node, nowMs);
    place.parent.remove(place.name, nowMs);
  }

  /** Removes all that is in a folder. */
  empty(path: string, nowMs: number): void {
    const node = this.find(path);
    if (node?.kind === 'directory') emptyFolder(node, nowMs);
  }
}

function emptyFolder(top: Directory, nowMs: number): void {
  const folders = [top];
  for (let next = folders.pop(); next; next = folders.pop()) {
    for (const name of next.names()) {
      const node = next.get(name);
      if (node?.kind === 'directory') folders.push(node);
      next.remove(name, nowMs);
    }
  }
}

/** What lies on a small Debian that runs a kubelet and containerd. */
function nodeImage(nodeName: string, ip: string): ImageFolder {
  return {
    ...smallLinux,
    boot: folder(),
    etc: folder({
      hostname: textFile(`${nodeName}\n`),
      hosts: textFile(`127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n${ip}\t${nodeName}\n`),
      kubernetes: folder({ manifests: folder(), pki: folder({}, 0o700) }),
      'machine-id': textFile(`${nodeName.replaceAll(/\W/g, '')}`.padEnd(32, '0').concat('\n')),
      'os-release': textFile(
        'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
      ),
      passwd: textFile('root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n'),
      'resolv.conf': textFile(`nameserver ${nameServer}\n`),
    }),
    home: folder(),
    run: folder({ containerd: folder(), lock: folder({}, 0o1777) }),
    var: folder({
      lib: folder({ containerd: folder({}, 0o700), kubelet: folder({ pods: folder({}, 0o750) }, 0o750) }),
      log: folder({ containers: folder(), journal: folder(), pods: folder() }),
      run: { kind: 'link', target: '/run' },
      tmp: folder({}, 0o1777),
    }),
  };
}
