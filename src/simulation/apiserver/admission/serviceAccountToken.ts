import type { Container, Pod, PodSpec, ServiceAccount, Volume } from '../../../api/generated/objects.ts';
import { forbidden } from '../../../api/status.ts';
import { parseTime } from '../../../api/time.ts';
import { namespaceKind, podKind, serviceAccountKind } from '../knownKinds.ts';
import type { ServerContext } from '../serverContext.ts';
import type { AdmissionPlugin } from './admission.ts';
import { provisionalName } from './provisionalName.ts';

/** Where every container finds its token. */
const tokenMountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The life of a token that the kubelet asks for: an hour and 7 seconds, by which a real server knows its own volumes. */
const tokenSeconds = 3607;

/** How long a real server waits for the account that a new Namespace gets: ten looks, 100 to 200 ms apart. */
const accountWaitMs = 2_000;

/**
 * Gives a Pod its ServiceAccount and, where it has none of its own, the account's secrets for pulling images, and mounts
 * the account's token, unless the Pod or the account does not want it.
 */
export const serviceAccountToken: AdmissionPlugin = (context, info, object) => {
  if (info !== podKind) return { object };
  const pod = object as Pod;
  const namespace = pod.metadata?.namespace ?? '';
  const accountName = pod.spec?.serviceAccountName || 'default';
  const account = findAccount(context, namespace, accountName);
  if (!account) {
    const why = `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`;
    return { refusal: forbidden(podKind, provisionalName(pod), why) };
  }
  const pullSecrets = pod.spec?.imagePullSecrets?.length ? pod.spec.imagePullSecrets : account.imagePullSecrets;
  const spec = {
    ...pod.spec,
    serviceAccountName: accountName,
    serviceAccount: accountName,
    ...(pullSecrets?.length && { imagePullSecrets: pullSecrets }),
  } as PodSpec;
  const wanted = spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
  return { object: { ...pod, spec: wanted ? mountToken(spec, () => context.random.nameSuffix()) : spec } as Pod };
};

/**
 * The account. For the one that each Namespace gets a real server waits up to two seconds, so that a Namespace and its Pods can be made
 * by one command; no request waits here, so it is taken as it will be in a moment.
 */
function findAccount(context: ServerContext, namespace: string, name: string): ServiceAccount | undefined {
  const { store } = context;
  const found = store.get(serviceAccountKind, namespace, name) as ServiceAccount | undefined;
  if (found || name !== 'default') return found;
  const place = store.get(namespaceKind, '', namespace);
  const ageMs = context.nowMs() - (parseTime(place?.metadata.creationTimestamp ?? '') ?? 0);
  const isNew = place !== undefined && !place.metadata.deletionTimestamp && ageMs < accountWaitMs;
  return isNew ? { metadata: { name } } : undefined;
}

function mountToken(spec: PodSpec, suffix: () => string): PodSpec {
  const everyContainer = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  if (everyContainer.every(hasMount)) return spec;
  const name = `kube-api-access-${suffix()}`;
  const mount = (container: Container): Container =>
    hasMount(container)
      ? container
      : {
          ...container,
          volumeMounts: [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: tokenMountPath }],
        };
  return {
    ...spec,
    ...(spec.initContainers && { initContainers: spec.initContainers.map(mount) }),
    containers: (spec.containers ?? []).map(mount),
    volumes: [...(spec.volumes ?? []), tokenVolume(name)],
  };
}

function hasMount(container: Container): boolean {
  return (container.volumeMounts ?? []).some((mount) => mount.mountPath === tokenMountPath);
}

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: tokenSeconds, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  };
}
