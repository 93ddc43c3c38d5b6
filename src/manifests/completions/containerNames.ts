import { textAt } from '../plainLookup.ts';
import { fileWords, type Subject } from './subject.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

const roles = { app: 'container', init: 'init container', sidecar: 'sidecar' } as const;

/** Containers by name: of the own Pods, or of the autoscaler's target. */
export const containerNames: Suggester = (subject) => {
  const { place, name, pods } = subject;
  if (place.part !== 'value') return [];
  if (name === 'ContainerResourceMetricSource.container') return ofTarget(subject);
  if (name !== 'ResourceFieldSelector.containerName' && name !== 'PodFailurePolicyOnExitCodesRequirement.containerName')
    return [];
  return (pods?.containers ?? [])
    .filter((container) => container.name !== '')
    .map((container) => ({
      label: container.name,
      value: container.name,
      detail: roles[container.role],
      kind: 'reference',
    }));
};

function ofTarget(subject: Subject): Suggestion[] {
  const target = ['spec', 'scaleTargetRef'];
  const kind = textAt(subject.value, [...target, 'kind']);
  const name = textAt(subject.value, [...target, 'name']);
  if (kind === undefined || name === undefined) return [];
  return subject
    .others(kind)
    .filter((other) => other.name === name && other.namespace === subject.namespace)
    .flatMap((other) =>
      (other.facts.pods?.containers ?? [])
        .filter((container) => container.role !== 'init')
        .map((container) => ({
          label: container.name,
          value: container.name,
          detail: `${roles[container.role]} of ${kind} ${name}, ${fileWords(other, subject.namespace)}`,
          kind: 'reference' as const,
        })),
    );
}
