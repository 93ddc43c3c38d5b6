import type { Pod } from '../api/generated/objects.ts';
import { commandError } from './commandError.ts';

const defaultContainerAnnotation = 'kubectl.kubernetes.io/default-container';

/** Everything in a Pod that has a log and takes an exec, in the order of kubectl's messages. */
export function podContainers(pod: Pod): { readonly name: string; readonly role: 'app' | 'init' | 'ephem' }[] {
  return [
    ...(pod.spec?.containers ?? []).map(({ name }) => ({ name, role: 'app' as const })),
    ...(pod.spec?.ephemeralContainers ?? []).map(({ name }) => ({ name, role: 'ephem' as const })),
    ...(pod.spec?.initContainers ?? []).map(({ name }) => ({ name, role: 'init' as const })),
  ];
}

/** The container that a command means where none is named; tells the user so where there is a choice. */
export function defaultContainer(pod: Pod, tell: (text: string) => void): string {
  const all = podContainers(pod);
  const annotated = pod.metadata?.annotations?.[defaultContainerAnnotation];
  if (annotated && all.some((container) => container.name === annotated)) return annotated;
  if (annotated) tell(`Default container name "${annotated}" not found in pod ${pod.metadata?.name ?? ''}\n`);
  const [first] = all;
  if (!first) throw commandError(`no containers in pod ${pod.metadata?.name ?? ''}`);
  if (all.length > 1) {
    const names = all.map(({ name, role }) => (role === 'app' ? name : `${name} (${role})`));
    tell(`Defaulted container "${first.name}" out of: ${names.join(', ')}\n`);
  }
  return first.name;
}
