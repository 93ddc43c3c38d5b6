import type { Service } from '../../api/generated/objects.ts';
import { CommandError } from '../commandError.ts';
import type { KubectlHost } from '../host.ts';
import { listObjects } from '../requests.ts';
import { kindNamed } from '../resourceArguments.ts';
import type { Verb } from '../verb.ts';
import { serverAddress } from './config.ts';

/** `kubectl cluster-info`: where the cluster is. */
export const clusterInfo: Verb = {
  name: 'cluster-info',
  group: 'Cluster Management Commands',
  summary: 'Display cluster information',
  usage: 'cluster-info',
  examples: [{ comment: 'Where the control plane is', command: 'kubectl cluster-info' }],
  flags: [],
  async run(_flags, host) {
    host.stdout(`Kubernetes control plane is running at ${serverAddress}\n`);
    for (const service of await clusterServices(host)) {
      const { name = '', namespace = '', labels = {} } = service.metadata ?? {};
      const title = labels['kubernetes.io/name'] || name;
      const [port] = service.spec?.ports ?? [];
      const place = port?.name ? `${name}:${port.name}` : name;
      host.stdout(`${title} is running at ${serverAddress}/api/v1/namespaces/${namespace}/services/${place}/proxy\n`);
    }
    host.stdout("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
    return undefined;
  },
};

async function clusterServices(host: KubectlHost): Promise<readonly Service[]> {
  try {
    const query = { labelSelector: 'kubernetes.io/cluster-service=true' };
    return (await listObjects<Service>(host, kindNamed('services'), 'kube-system', query)).items;
  } catch (failure) {
    if (failure instanceof CommandError) return [];
    throw failure;
  }
}
