import type { Container, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { toBytes } from '../containers/bytes.ts';
import { FileBudget, RegularFile } from '../containers/filesystem.ts';
import type { Mount, Sandbox } from '../containers/runtime.ts';
import { podNames } from './podNames.ts';
import { resolverFile } from './resolverFile.ts';

/** The room for the files that the kubelet makes for one Pod, bytes. */
const maxBytes = 256 * 1024;

/** The files of the Pod's host that each of its containers sees: `/etc/hosts`, `/etc/hostname`, `/etc/resolv.conf`. */
export class PodFiles {
  readonly #budget = new FileBudget(maxBytes);
  #sandboxId = '';
  #mounts: readonly Mount[] = [];

  /** What a container gets unless it mounts something of its own there. */
  mountsFor(pod: Stored<Pod>, container: Container, sandbox: Sandbox, ip: string, nowMs: number): Mount[] {
    if (this.#sandboxId !== sandbox.id) {
      const files = {
        '/etc/hosts': hostsFile(pod, ip),
        '/etc/hostname': `${sandbox.hostname}\n`,
        '/etc/resolv.conf': resolverFile(pod),
      };
      this.#sandboxId = sandbox.id;
      this.#mounts = Object.entries(files).map(([path, text]) => ({
        path,
        volume: new RegularFile(this.#budget, 0o644, nowMs, toBytes(text)),
        readOnly: false,
      }));
    }
    const own = new Set((container.volumeMounts ?? []).map(({ mountPath }) => mountPath));
    return this.#mounts.filter(({ path }) => !own.has(path));
  }

  /** The file that a container may leave its last words in. */
  terminationLog(nowMs: number): RegularFile {
    return new RegularFile(this.#budget, 0o666, nowMs);
  }
}

/** https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/ */
function hostsFile(pod: Stored<Pod>, ip: string): string {
  const onHost = pod.spec?.hostNetwork === true;
  const { hostname, domain } = podNames(pod);
  const own = onHost ? `${ip}\t${pod.spec?.nodeName}` : `${ip}\t${domain && `${hostname}.${domain}\t`}${hostname}`;
  const common = [
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
  ];
  const header = `# Kubernetes-managed hosts file${onHost ? ' (host network)' : ''}.`;
  const aliases = (pod.spec?.hostAliases ?? []).map((alias) => [alias.ip, ...(alias.hostnames ?? [])].join('\t'));
  const added = aliases.length > 0 ? ['', '# Entries added by HostAliases.', ...aliases] : [];
  const nodeOwn = onHost ? common.slice(0, 2) : common;
  return [header, ...nodeOwn, own, ...added, ''].join('\n');
}
