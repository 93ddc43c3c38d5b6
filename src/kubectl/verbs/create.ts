import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { forEach } from '../changeReport.ts';
import { filenameFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { createFlags } from '../create/creation.ts';
import { createConfigMap, createSecret } from '../create/data.ts';
import { createIngress } from '../create/ingress.ts';
import { createClusterRoleBinding, createRoleBinding } from '../create/roleBindings.ts';
import { createClusterRole, createRole } from '../create/roles.ts';
import { createService } from '../create/service.ts';
import {
  createDisruptionBudget,
  createNamespace,
  createPriorityClass,
  createQuota,
  createServiceAccount,
} from '../create/surroundings.ts';
import { createCronJob, createDeployment, createJob } from '../create/workloads.ts';
import type { KubectlHost } from '../host.ts';
import { withLastApplied } from '../lastApplied.ts';
import type { ManifestObject } from '../manifestSource.ts';
import { manifestWrite } from '../manifestWrite.ts';
import { sendOrFail } from '../requests.ts';
import type { Verb } from '../verb.ts';

/** `kubectl create`: makes the objects of a manifest, or one object from flags; those that exist already are an error. */
export const create: Verb = {
  name: 'create',
  group: 'Basic Commands (Beginner)',
  summary: 'Create a resource from a file or from stdin',
  usage: 'create -f FILENAME',
  examples: [{ comment: 'Create what a manifest describes', command: 'kubectl create -f pod.yaml' }],
  flags: [...createFlags, filenameFlag, recursiveFlag, selectorFlag],
  verbs: [
    createClusterRole,
    createClusterRoleBinding,
    createConfigMap,
    createCronJob,
    createDeployment,
    createIngress,
    createJob,
    createNamespace,
    createDisruptionBudget,
    createPriorityClass,
    createQuota,
    createRole,
    createRoleBinding,
    createSecret,
    createService,
    createServiceAccount,
  ],
  async run(flags, host) {
    const { entries, dryRun, query, report } = await manifestWrite('create', flags, host);
    await forEach(entries, async (entry) => {
      if (entry.error) throw entry.error;
      const { object } = entry;
      const body = flags.enabled('save-config') ? withLastApplied(withNamespace(object, object.value)) : object.value;
      const created = dryRun === 'client' ? withNamespace(object, body) : await createObject(host, object, body, query);
      report(object.info, created, 'created');
    });
    return undefined;
  },
};

/** POSTs one object of a manifest. */
export async function createObject(
  host: KubectlHost,
  object: ManifestObject,
  body: KubernetesObject,
  query: Readonly<Record<string, string>>,
): Promise<KubernetesObject> {
  const path = pathOf(object.info, object.namespace);
  const request = {
    method: 'POST' as const,
    path,
    query,
    contentType: 'application/json',
    body: withNamespace(object, body),
  };
  return (await sendOrFail(host, request, { what: 'creating', source: object.source })) as KubernetesObject;
}

/** kubectl writes the namespace it decided on into what it sends. */
export function withNamespace(object: ManifestObject, body: KubernetesObject): KubernetesObject {
  if (!object.info.namespaced) return body;
  return { ...body, metadata: { ...body.metadata, namespace: object.namespace } };
}
