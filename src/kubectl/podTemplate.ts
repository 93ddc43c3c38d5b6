import type { Container, PodSpec, PodTemplateSpec } from '../api/generated/objects.ts';
import type { KubernetesObject } from '../api/objects.ts';

type Json = Record<string, unknown>;

/** Where the Pod's spec stands in objects of a kind. */
function specPath(kind: string): readonly string[] {
  if (kind === 'Pod') return ['spec'];
  return kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template', 'spec'] : ['spec', 'template', 'spec'];
}

/** The spec of the Pods that an object is or makes; undefined where it has none. */
export function podSpecOf(object: KubernetesObject): PodSpec | undefined {
  let here: unknown = object;
  for (const field of specPath(object.kind ?? '')) here = isJson(here) ? here[field] : undefined;
  return isJson(here) && Array.isArray(here.containers) ? (here as unknown as PodSpec) : undefined;
}

/** The object with another Pod spec. */
export function withPodSpec<T extends KubernetesObject>(object: T, spec: PodSpec): T {
  return replaceAt(object as unknown as Json, specPath(object.kind ?? ''), spec) as unknown as T;
}

/** The object with a change to each of its chosen containers; init containers count too. */
export function withContainers<T extends KubernetesObject>(object: T, change: (container: Container) => Container): T {
  const spec = podSpecOf(object);
  if (!spec) return object;
  const { initContainers } = spec;
  return withPodSpec(object, {
    ...spec,
    containers: spec.containers.map(change),
    ...(initContainers && { initContainers: initContainers.map(change) }),
  });
}

/** The Pod template of a workload. */
export function podTemplateOf(object: KubernetesObject): PodTemplateSpec | undefined {
  return (object as { spec?: { template?: PodTemplateSpec } }).spec?.template;
}

function replaceAt(value: Json, path: readonly string[], leaf: unknown): Json {
  const [field = '', ...rest] = path;
  const child = value[field];
  return { ...value, [field]: rest.length === 0 ? leaf : replaceAt(isJson(child) ? child : {}, rest, leaf) };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
