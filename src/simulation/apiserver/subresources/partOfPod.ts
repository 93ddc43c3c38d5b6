import { validateEphemeralChange, validateResize } from '../../../api/core/podPartValidation.ts';
import type { FieldError } from '../../../api/field.ts';
import type { Container, Pod, Status } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { qosClass } from '../../../api/qosClass.ts';
import { invalid } from '../../../api/status.ts';
import { podKind } from '../knownKinds.ts';
import { partialWrite } from './partialWrite.ts';
import type { Subresource } from './subresource.ts';

/** `pods/ephemeralcontainers`: adds containers to a Pod that runs, as `kubectl debug` does. */
export const ephemeralContainersSubresource: Subresource = podPart(
  'ephemeralcontainers',
  (pod, old) => ({ ...old, spec: { ...old.spec, ephemeralContainers: pod.spec?.ephemeralContainers } }) as Pod,
  validateEphemeralChange,
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
  return validateResize(pod, old, { before, after: qosClass(pod.spec) });
}
