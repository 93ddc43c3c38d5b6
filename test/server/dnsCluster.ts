import { type DnsDoor, openDnsDoor } from '../../src/server/dnsDoor.ts';
import { Cluster } from '../../src/simulation/cluster.ts';

const startTimeMs = Date.UTC(2026, 0, 5, 9);

const objects: readonly (readonly [path: string, object: object])[] = [
  ['/api/v1/namespaces', { metadata: { name: 'shop' } }],
  [
    '/api/v1/namespaces/default/services',
    { metadata: { name: 'web' }, spec: { clusterIP: '10.96.7.7', ports: [{ name: 'http', port: 80 }] } },
  ],
  [
    '/api/v1/namespaces/default/services',
    { metadata: { name: 'db' }, spec: { clusterIP: 'None', ports: [{ name: 'pg', port: 5432 }] } },
  ],
  [
    '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
    slice('db', ['10.244.9.1', '10.244.9.2', '10.244.9.3'], 'db'),
  ],
  [
    '/api/v1/namespaces/default/services',
    { metadata: { name: 'many' }, spec: { clusterIP: 'None', ports: [{ port: 80 }] } },
  ],
  [
    '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
    slice(
      'many',
      Array.from({ length: 90 }, (_, index) => `10.244.8.${index + 1}`),
    ),
  ],
  [
    '/api/v1/namespaces/shop/services',
    { metadata: { name: 'pay' }, spec: { type: 'ExternalName', externalName: 'api.example.com' } },
  ],
];

function slice(service: string, ips: readonly string[], hostname?: string): object {
  return {
    metadata: { name: `${service}-1`, labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    ports: [{ name: hostname ? 'pg' : '', port: hostname ? 5432 : 80, protocol: 'TCP' }],
    endpoints: ips.map((ip, index) => ({ addresses: [ip], ...(hostname && { hostname: `${hostname}-${index}` }) })),
  };
}

/** A cluster as kubeadm makes it, with a few Services, whose name server is ready; the door to it is open. */
export async function openDnsCluster(
  port = 0,
): Promise<{ cluster: Cluster; door: DnsDoor; port: number; mistakes: unknown[] }> {
  const cluster = new Cluster({ seed: 1, nodes: 1, startTimeMs, addons: 'kubeadm' });
  for (const [path, object] of objects) {
    const { code } = cluster.send({
      method: 'POST',
      path,
      contentType: 'application/json',
      body: JSON.stringify(object),
    });
    if (code !== 201) throw new Error(`${path}: ${code}`);
  }
  cluster.advanceTo(20_000);
  const mistakes: unknown[] = [];
  const door = await openDnsDoor({
    answer: (question) => cluster.answerDns(question),
    port,
    onMistake: (error) => void mistakes.push(error),
  });
  return { cluster, door, port: Number(door.address.split(':')[1]), mistakes };
}
