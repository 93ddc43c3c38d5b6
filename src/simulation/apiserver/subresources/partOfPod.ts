import type { FieldError } from '../../../api/field.ts';
import { forbiddenField, invalidValue } from '../../../api/fieldErrors.ts';
import type { Container, Pod, Status } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { invalid } from '../../../api/status.ts';
import { sameJson } from '../equality.ts';
import { podKind } from '../knownKinds.ts';
import { qosClass } from '../resources/qosClass.ts';
import { partialWrite } from './partialWrite.ts';
import type { Subresource } from './subresource.ts';

/** Resources that may change while a container runs. */
const resizable = ['cpu', 'memory'];

/** `pods/ephemeralcontainers`: adds containers to a Pod that runs, as `kubectl debug` does. */
export const ephemeralContainersSubresource: Subresource = podPart(
  'ephemeralcontainers',
  (pod, old) => ({ ...old, spec: { ...old.spec, ephemeralContainers: pod.spec?.ephemeralContainers } }) as Pod,
  ephemeralErrors,
);

/** `pods/resize`: changes what the containers of a Pod that runs ask for. */
export const resizeSubresource: Subresource = podPart('resize', withResources, resizeErrors);

function podPart(
  name: string,
  merge: (pod: Pod, old: Stored<Pod>) => Pod,
  errorsOf: (pod: Pod, old: Stored<Pod>) => FieldError[],
): Subresource {
  const verdict = (pod: Pod, old: Stored<Pod>): Status | undefined => {
    const errors = errorsOf(pod, old);
    return errors.length > 0 ? invalid(podKind, old.metadata.name, errors) : undefined;
  };
  const { PUT, PATCH, GET } = partialWrite({ merge, verdict });
  return { name, kind: 'Pod', verbs: ['get', 'patch', 'update'], handlers: { GET, PATCH, PUT } };
}

function ephemeralErrors(pod: Pod, old: Stored<Pod>): FieldError[] {
  const at = ['spec', 'ephemeralContainers'];
  const next = pod.spec?.ephemeralContainers ?? [];
  return (old.spec?.ephemeralContainers ?? []).flatMap((container) => {
    const same = next.find(({ name }) => name === container.name);
    if (!same)
      return [forbiddenField(at, `existing ephemeral containers ${quoted(container.name)} may not be removed\n`)];
    if (sameJson(same, container)) return [];
    return [forbiddenField(at, `existing ephemeral containers ${quoted(container.name)} may not be changed\n`)];
  });
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

/** Only the resources of containers that are there already are taken. */
function withResources(pod: Pod, old: Stored<Pod>): Pod {
  const take = (containers: readonly Container[] | undefined, from: readonly Container[] | undefined) =>
    containers?.map((container) => {
      const next = from?.find(({ name }) => name === container.name);
      const resources = next?.resources ?? container.resources;
      return {
        ...container,
        ...(resources && { resources }),
        ...(next?.resizePolicy && { resizePolicy: next.resizePolicy }),
      };
    });
  const { spec } = old;
  const initContainers = take(spec?.initContainers, pod.spec?.initContainers);
  return {
    ...old,
    spec: {
      ...spec,
      containers: take(spec?.containers, pod.spec?.containers) ?? [],
      ...(initContainers && { initContainers }),
    },
  };
}

function resizeErrors(pod: Pod, old: Stored<Pod>): FieldError[] {
  const before = old.status?.qosClass ?? qosClass(old.spec);
  const errors: FieldError[] = [];
  for (const [i, container] of (old.spec?.containers ?? []).entries()) {
    const next = pod.spec?.containers[i];
    for (const which of ['requests', 'limits'] as const) {
      const at = ['spec', 'containers', i, 'resources', which];
      const [was, is] = [container.resources?.[which] ?? {}, next?.resources?.[which] ?? {}];
      const gone = resizable.some((name) => was[name] !== undefined && is[name] === undefined);
      if (gone) errors.push(forbiddenField(at, `resource ${which} cannot be removed`));
      const others = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
        (name) => !resizable.includes(name),
      );
      if (others.some((name) => was[name] !== is[name])) {
        errors.push(forbiddenField(['spec'], 'only cpu and memory resources are mutable'));
      }
    }
  }
  if (qosClass(pod.spec) !== before) {
    errors.push(invalidValue(['spec'], before, 'Pod QOS Class may not change as a result of resizing'));
  }
  return errors;
}
