import type { Container, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { fromBytes, toBytes } from '../containers/bytes.ts';
import { FileBudget, RegularFile } from '../containers/filesystem.ts';
import type { Mount, Sandbox } from '../containers/runtime.ts';
import type { EventRecorder } from '../eventRecorder.ts';
import { podNames } from './podNames.ts';
import { resolverFile } from './resolverFile.ts';
import type { NodeFiles } from './volumes/nodeFiles.ts';

/** The room for the files that the kubelet makes for one Pod, bytes. */
const maxBytes = 256 * 1024;
/** As much of a file of the Node is read, bytes: a bound of the simulation, the kubelet's is 10 MiB. */
const maxReadBytes = 64 * 1024;

/** What the kubelet makes a Pod's files from. */
interface PodHost {
  readonly node: { readonly files: NodeFiles; readonly events: EventRecorder; nowMs(): number };
  readonly pod: Stored<Pod>;
  readonly sandbox: Sandbox | undefined;
  readonly ip: string;
}

/** The files of the Pod's host that each of its containers sees: `/etc/hosts`, `/etc/hostname`, `/etc/resolv.conf`. */
export class PodFiles {
  readonly #budget = new FileBudget(maxBytes);
  #mounts: readonly Mount[] = [];

  /** Makes them for a new sandbox; what does not fit into `resolv.conf` is told by events. */
  make({ node, pod, sandbox, ip }: PodHost): void {
    const resolver = resolverFile(pod, textOf(node.files, '/etc/resolv.conf'));
    for (const message of resolver.warnings) {
      node.events.record(pod, { type: 'Warning', reason: 'DNSConfigForming', message });
    }
    const files = {
      '/etc/hosts': hostsFile(pod, ip, textOf(node.files, '/etc/hosts')),
      '/etc/hostname': `${sandbox?.hostname ?? ''}\n`,
      '/etc/resolv.conf': resolver.text,
    };
    this.#mounts = Object.entries(files).map(([path, text]) => ({
      path,
      volume: new RegularFile(this.#budget, 0o644, node.nowMs(), toBytes(text)),
      readOnly: false,
    }));
  }

  /** What a container gets unless it mounts something of its own there. */
  mountsFor(container: Container): Mount[] {
    const own = new Set((container.volumeMounts ?? []).map(({ mountPath }) => mountPath));
    return this.#mounts.filter(({ path }) => !own.has(path));
  }

  /** The file that a container may leave its last words in. */
  terminationLog(nowMs: number): RegularFile {
    return new RegularFile(this.#budget, 0o666, nowMs);
  }
}

function textOf(files: NodeFiles, path: string): string {
  const node = files.find(path);
  return node?.kind === 'file' ? fromBytes(node.content.read(0, maxReadBytes)) : '';
}

/** https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/; on the Node's network it begins with the Node's own. */
function hostsFile(pod: Stored<Pod>, ip: string, ofNode: string): string {
  const aliases = (pod.spec?.hostAliases ?? []).map(
    (alias) => `${[alias.ip, ...(alias.hostnames ?? [])].join('\t')}\n`,
  );
  const added = aliases.length > 0 ? `\n# Entries added by HostAliases.\n${aliases.join('')}` : '';
  if (pod.spec?.hostNetwork === true) return `# Kubernetes-managed hosts file (host network).\n${ofNode}${added}`;
  const { hostname, domain } = podNames(pod);
  const lines = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
    `${ip}\t${domain && `${hostname}.${domain}\t`}${hostname}`,
  ];
  return `${lines.join('\n')}\n${added}`;
}
