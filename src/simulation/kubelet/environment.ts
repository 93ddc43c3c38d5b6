import { expandVariables } from '../../api/expandVariables.ts';
import type { ConfigMap, Container, EnvVar, Pod, Secret } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { configMapKind, secretKind } from '../apiserver/knownKinds.ts';
import { decodeBase64 } from './base64.ts';
import { fieldValue, resourceValue } from './downwardApi.ts';
import { serviceVariables } from './serviceVariables.ts';

/** The environment of a container, or the message of its `CreateContainerConfigError`. */
export type EnvironmentResult =
  | { readonly env: ReadonlyMap<string, string>; readonly problem?: undefined }
  | { readonly problem: string };

/**
 * Resolves `envFrom` and `env` of a container, in this order, with `$(NAME)` references to what was set before and to the
 * variables of Services, which come last
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/).
 */
export function environmentOf(
  api: ComponentApi,
  pod: Stored<Pod>,
  container: Container,
  podFacts: { readonly ip: string; readonly hostIp: string },
): EnvironmentResult {
  const namespace = pod.metadata.namespace ?? '';
  const env = new Map<string, string>();
  const services = serviceVariables(api, pod);
  const readData = (kind: 'configmap' | 'secret', name: string): Record<string, string> | undefined => {
    if (kind === 'configmap') return api.get<ConfigMap>(configMapKind, namespace, name)?.data;
    const secret = api.get<Secret>(secretKind, namespace, name);
    return secret && Object.fromEntries(Object.entries(secret.data ?? {}).map(([k, v]) => [k, decodeBase64(v)]));
  };
  const exists = (kind: 'configmap' | 'secret', name: string) =>
    api.get(kind === 'configmap' ? configMapKind : secretKind, namespace, name) !== undefined;

  const plainValue = ({ value = '', valueFrom }: EnvVar): string => {
    const { fieldRef, resourceFieldRef } = valueFrom ?? {};
    if (fieldRef) return fieldValue(fieldRef.fieldPath, pod, podFacts);
    if (resourceFieldRef) return resourceValue(api, pod, resourceFieldRef, container);
    return expandVariables(value, (name) => env.get(name) ?? services.get(name));
  };

  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const reference = configMapRef ?? secretRef;
    if (!reference?.name) continue;
    const kind = configMapRef ? 'configmap' : 'secret';
    if (!exists(kind, reference.name)) {
      if (reference.optional) continue;
      return { problem: `${kind} "${reference.name}" not found` };
    }
    for (const [key, value] of Object.entries(readData(kind, reference.name) ?? {})) env.set(prefix + key, value);
  }

  for (const variable of container.env ?? []) {
    const reference = variable.valueFrom?.configMapKeyRef ?? variable.valueFrom?.secretKeyRef;
    if (!reference) {
      env.set(variable.name, plainValue(variable));
      continue;
    }
    const kind = variable.valueFrom?.configMapKeyRef ? 'configmap' : 'secret';
    const { name = '', key, optional } = reference;
    if (!exists(kind, name)) {
      if (optional) continue;
      return { problem: `${kind} "${name}" not found` };
    }
    const value = readData(kind, name)?.[key];
    if (value === undefined) {
      if (optional) continue;
      const title = kind === 'configmap' ? 'ConfigMap' : 'Secret';
      return { problem: `couldn't find key ${key} in ${title} ${namespace}/${name}` };
    }
    env.set(variable.name, value);
  }
  for (const [name, value] of services) if (!env.has(name)) env.set(name, value);
  return { env };
}
