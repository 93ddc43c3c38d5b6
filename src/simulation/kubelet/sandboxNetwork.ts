import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { SandboxOptions } from '../containers/runtime.ts';

/** Whose network a sandbox is, and the Node's ports that lead into it: none on the host's network, where ports are the Node's own. */
export function sandboxNetwork({ metadata, spec }: Stored<Pod>): Pick<SandboxOptions, 'pod' | 'hostPorts'> {
  const pod = { namespace: metadata.namespace ?? '', name: metadata.name };
  if (spec?.hostNetwork) return { pod };
  const ports = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap(
    (container) => container.ports ?? [],
  );
  const hostPorts = ports.flatMap(({ hostPort, hostIP, containerPort, protocol = 'TCP' }) =>
    hostPort && (protocol === 'TCP' || protocol === 'UDP')
      ? [{ protocol, hostPort, ...(hostIP && { hostIp: hostIP }), containerPort } as const]
      : [],
  );
  return { pod, ...(hostPorts.length > 0 && { hostPorts }) };
}
