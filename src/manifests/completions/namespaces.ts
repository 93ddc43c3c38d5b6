import { fileWords } from './subject.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

/** Namespaces: those that are written as manifests, those that others are in, and what every cluster has. */
export const namespaces: Suggester = (subject) => {
  const { place, name, holders } = subject;
  const isClusterWide = name === 'ObjectMeta.namespace' && !subject.kind.namespaced;
  const isOfPod = holders.at(-2)?.field === 'template';
  const isNamed =
    /^(ObjectMeta|Subject|ObjectReference)\.namespace$/.test(name) || name === 'PodAffinityTerm.namespaces';
  if (place.part !== 'value' || !isNamed || isOfPod || isClusterWide) return [];
  const written = subject.others('Namespace').map(
    (other): Suggestion => ({
      label: other.name,
      value: other.name,
      detail: fileWords(other, ''),
      kind: 'reference',
    }),
  );
  const used = subject
    .others()
    .filter(({ namespace }) => namespace !== '')
    .map((other): Suggestion => {
      const detail = `of ${other.kind.kind} ${other.name}, ${fileWords(other, other.namespace)}`;
      return { label: other.namespace, value: other.namespace, detail, kind: 'reference' };
    });
  const given = ['default', 'kube-system'].map(
    (label): Suggestion => ({ label, value: label, detail: 'every cluster has it' }),
  );
  return [...written, ...used, ...given];
};
