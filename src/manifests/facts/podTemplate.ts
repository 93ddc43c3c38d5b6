import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';

/** A port that a container names. */
export interface WrittenPort {
  readonly name?: string;
  readonly number?: number;
  readonly protocol: string;
  readonly path: FieldPath;
}

/** A container of a Pod, as it is written. */
export interface WrittenContainer {
  readonly name: string;
  readonly path: FieldPath;
  /** A sidecar is an init container with `restartPolicy: Always`. */
  readonly role: 'init' | 'sidecar' | 'app';
  readonly ports: readonly WrittenPort[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** The Pods that a manifest makes: a Pod itself, or the template of a workload. */
export interface WrittenPods {
  /** Where the Pod's `spec` stands. */
  readonly specPath: FieldPath;
  /** Where its labels stand, whether there are any or not. */
  readonly labelsPath: FieldPath;
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly WrittenContainer[];
}

/** The Pods of a manifest; undefined for kinds without Pods. */
export function writtenPods(kind: KindInfo, value: unknown): WrittenPods | undefined {
  const specPath = podSpecPath(kind);
  if (!specPath) return undefined;
  const labelsPath = [...specPath.slice(0, -1), 'metadata', 'labels'];
  const containers = [
    ...containersIn(value, specPath, 'initContainers'),
    ...containersIn(value, specPath, 'containers'),
  ];
  return { specPath, labelsPath, labels: labelsAt(value, labelsPath), containers };
}

/** The labels at a path; what is no text is none. */
export function labelsAt(value: unknown, path: FieldPath): Record<string, string> {
  const labels = valueAt(value, path);
  if (labels === null || typeof labels !== 'object' || Array.isArray(labels)) return {};
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function containersIn(value: unknown, specPath: FieldPath, list: 'initContainers' | 'containers'): WrittenContainer[] {
  return listAt(value, [...specPath, list]).flatMap((container, index) => {
    if (container === null || typeof container !== 'object' || Array.isArray(container)) return [];
    const path = [...specPath, list, index];
    const isSidecar = list === 'initContainers' && textAt(container, ['restartPolicy']) === 'Always';
    return [
      {
        name: textAt(container, ['name']) ?? '',
        path,
        role: list === 'containers' ? 'app' : isSidecar ? 'sidecar' : 'init',
        ports: portsOf(container, path),
        value: container as Record<string, unknown>,
      } satisfies WrittenContainer,
    ];
  });
}

function portsOf(container: unknown, path: FieldPath): WrittenPort[] {
  return listAt(container, ['ports']).map((port, index) => {
    const name = textAt(port, ['name']);
    const number = valueAt(port, ['containerPort']);
    return {
      ...(name !== undefined && { name }),
      ...(typeof number === 'number' && { number }),
      protocol: textAt(port, ['protocol']) ?? 'TCP',
      path: [...path, 'ports', index],
    };
  });
}
