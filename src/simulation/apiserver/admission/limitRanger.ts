import type { Container, LimitRange, Pod, ResourceRequirements } from '../../../api/generated/objects.ts';
import { limitRangeKind, podKind } from '../knownKinds.ts';
import type { ServerContext } from '../serverContext.ts';
import type { AdmissionPlugin } from './admission.ts';

/** Where the server writes down what it filled in. */
const note = 'kubernetes.io/limit-ranger';

/** Gives containers the requests and limits that a LimitRange of the namespace has for those without. */
export const limitRanger: AdmissionPlugin = (context, info, object) => {
  if (info !== podKind) return { object };
  let pod = object as Pod;
  for (const range of limitRangesOf(context, pod.metadata?.namespace ?? '')) pod = withDefaults(pod, range);
  return { object: pod };
};

/** The LimitRanges of a namespace, by name. */
export function limitRangesOf(context: ServerContext, namespace: string): readonly LimitRange[] {
  return context.store.list(limitRangeKind, namespace) as readonly LimitRange[];
}

function withDefaults(pod: Pod, { spec }: LimitRange): Pod {
  const items = (spec?.limits ?? []).filter(({ type }) => type === 'Container');
  const defaults: ResourceRequirements = {
    requests: Object.assign({}, ...items.map(({ defaultRequest }) => defaultRequest)),
    limits: Object.assign({}, ...items.map((item) => item.default)),
  };
  const said: string[] = [];
  const fill = (role: string) => (container: Container) => {
    const filled = { ...container, resources: { ...container.resources } };
    for (const which of ['requests', 'limits'] as const) {
      const own = container.resources?.[which];
      const missing = Object.entries(defaults[which] ?? {}).filter(([name]) => own?.[name] === undefined);
      if (missing.length === 0) continue;
      filled.resources[which] = { ...own, ...Object.fromEntries(missing) };
      const names = missing.map(([name]) => name).sort();
      said.push(`${names.join(', ')} ${which === 'requests' ? 'request' : 'limit'} for ${role} ${container.name}`);
    }
    return filled;
  };
  const containers = (pod.spec?.containers ?? []).map(fill('container'));
  const initContainers = pod.spec?.initContainers?.map(fill('init container'));
  if (said.length === 0) return pod;
  const annotations = { ...pod.metadata?.annotations, [note]: `LimitRanger plugin set: ${said.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: { ...pod.spec, containers, ...(initContainers && { initContainers }) },
  };
}
