import type { EndpointPort, EndpointsPort } from '../../../api/generated/objects.ts';
import { md5 } from '../../md5.ts';

/**
 * The ports of a slice in the order in which a real controller writes them: by the MD5 digest of how Go prints each of
 * them (`portsInOrder` of k8s.io/endpointslice/util in 1.34). So the slice of kube-dns has the ports 9153, 53, 53, as in
 * every cluster. `hash/fnv` took the digest's place in 1.35 (https://github.com/kubernetes/kubernetes/pull/133511).
 */
export function inPortOrder(ports: readonly EndpointPort[]): EndpointPort[] {
  return byDigest(ports, ({ name, protocol, port, appProtocol }) =>
    printed({
      Name: pointer('string', name),
      Protocol: pointer('v1.Protocol', protocol),
      Port: pointer('int32', port),
      AppProtocol: pointer('string', appProtocol),
    }),
  );
}

/** The ports of a subset of Endpoints, likewise (`portsByHash` of k8s.io/kubernetes/pkg/api/v1/endpoints in 1.34). */
export function inSubsetPortOrder(ports: readonly EndpointsPort[]): EndpointsPort[] {
  return byDigest(ports, ({ name = '', port, protocol = '', appProtocol }) =>
    printed({
      Name: `(string)${name}`,
      Port: `(int32)${port}`,
      Protocol: `(v1.Protocol)${protocol}`,
      AppProtocol: pointer('string', appProtocol),
    }),
  );
}

/** One port needs no order: most Services have no more. */
function byDigest<T>(ports: readonly T[], print: (port: T) => string): T[] {
  if (ports.length < 2) return [...ports];
  const digests = new Map(ports.map((port) => [port, md5(print(port))]));
  return [...ports].sort((a, b) => ((digests.get(a) ?? '') < (digests.get(b) ?? '') ? -1 : 1));
}

/** As the printer of Go structures writes one for a hash (github.com/davecgh/go-spew, `%#v`). */
function printed(fields: Readonly<Record<string, string>>): string {
  const texts = Object.entries(fields).map(([name, value]) => `${name}:${value}`);
  return `(v1.EndpointPort){${texts.join(' ')}}`;
}

function pointer(type: string, value: string | number | undefined): string {
  return `(*${type})${value ?? '<nil>'}`;
}
