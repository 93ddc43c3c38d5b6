import type { Container, ObjectMeta, PersistentVolumeClaim, Pod, PodSpec, Service } from '../api/generated/objects.ts';
import type { KubernetesObject } from '../api/objects.ts';

/** The volume with the credentials that admission puts into each Pod. */
const credentials = /^kube-api-access-/;
/** What the controller of volumes notes on a claim that it has bound. */
const bindingNotes = /^(pv|volume)\.(beta\.)?kubernetes\.io\//;

/**
 * An object of a cluster as a person would have written it, so that another cluster takes it: without its state, and without what
 * the system fills in when it makes one, such as addresses.
 */
export function objectAsWritten(object: KubernetesObject): KubernetesObject {
  const { status, metadata = {}, ...content } = object as KubernetesObject & { readonly status?: unknown };
  const written = { ...content, metadata: metadataAsWritten(metadata) } as KubernetesObject;
  switch (object.kind) {
    case 'Service':
      return serviceAsWritten(written as Service);
    case 'PersistentVolumeClaim':
      return claimAsWritten(written as PersistentVolumeClaim);
    case 'Pod':
      return podAsWritten(written as Pod);
    default:
      return written;
  }
}

/** Without owners, too: in another cluster they are not there, and what they own would go. */
function metadataAsWritten({ name, namespace, labels, annotations }: ObjectMeta): ObjectMeta {
  return {
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  };
}

function serviceAsWritten(service: Service): Service {
  if (!service.spec) return service;
  const { clusterIP, clusterIPs, healthCheckNodePort, ...spec } = service.spec;
  return { ...service, spec: { ...spec, ...(clusterIP === 'None' && { clusterIP }) } };
}

function claimAsWritten(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const { volumeName, ...spec } = claim.spec ?? {};
  const { annotations = {}, ...metadata } = claim.metadata ?? {};
  const others = Object.entries(annotations).filter(([key]) => !bindingNotes.test(key));
  return { ...claim, metadata: { ...metadata, annotations: Object.fromEntries(others) }, spec };
}

function podAsWritten(pod: Pod): Pod {
  if (!pod.spec) return pod;
  const { nodeName, volumes = [], ...spec } = pod.spec;
  const own = (containers: Container[] = []) =>
    containers.map(({ volumeMounts = [], ...container }) => ({
      ...container,
      volumeMounts: volumeMounts.filter(({ name }) => !credentials.test(name)),
    }));
  const withoutCredentials: PodSpec = {
    ...spec,
    volumes: volumes.filter(({ name }) => !credentials.test(name)),
    initContainers: own(spec.initContainers),
    containers: own(spec.containers),
  };
  return { ...pod, spec: withoutCredentials };
}
