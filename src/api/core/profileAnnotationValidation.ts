import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField } from '../fieldErrors.ts';
import type { ObjectMeta, PodSpec } from '../generated/objects.ts';
import { everyContainer } from './everyContainer.ts';

const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorContainer = 'container.apparmor.security.beta.kubernetes.io/';

interface Profile {
  type?: string;
  localhostProfile?: string;
}

/** The old annotations for security profiles must say the same as the fields. `at` is the path of the spec. */
export function validateProfileAnnotations(
  annotations: ObjectMeta['annotations'],
  spec: PodSpec,
  at: FieldPath,
): FieldError[] {
  if (!annotations) return [];
  const errors: FieldError[] = [];
  const containers = everyContainer(spec, at);
  const { seccompProfile, appArmorProfile } = spec.securityContext ?? {};
  const compare = (key: string, profile: Profile | undefined, path: FieldPath, word: 'seccomp' | 'apparmor'): void => {
    const annotation = annotations[key];
    if (annotation === undefined || !profile) return;
    const field = word === 'seccomp' ? 'seccompProfile' : 'appArmorProfile';
    const differs = difference(annotation, profile);
    if (!differs) return;
    const what = differs === 'type' ? 'type' : 'profile';
    const why = `${word} ${what} in annotation and field must match`;
    errors.push(forbiddenField([...path, 'securityContext', field, differs], why));
  };
  compare(seccompPod, seccompProfile, at, 'seccomp');
  for (const { container, at: path } of containers)
    compare(`${seccompContainer}${container.name}`, container.securityContext?.seccompProfile, path, 'seccomp');
  if (spec.os?.name === 'windows') return errors;
  for (const { container, at: path } of containers) {
    const profile = container.securityContext?.appArmorProfile ?? appArmorProfile;
    compare(`${appArmorContainer}${container.name}`, profile, path, 'apparmor');
  }
  return errors;
}

/** The part in which the annotation and the field differ. */
function difference(annotation: string, { type, localhostProfile }: Profile): 'type' | 'localhostProfile' | undefined {
  switch (type) {
    case 'Unconfined':
      return annotation === 'unconfined' ? undefined : 'type';
    case 'RuntimeDefault':
      return annotation === 'runtime/default' || annotation === 'docker/default' ? undefined : 'type';
    case 'Localhost':
      if (!annotation.startsWith('localhost/')) return 'type';
      return annotation.slice('localhost/'.length) === localhostProfile ? undefined : 'localhostProfile';
    default:
      return undefined;
  }
}
