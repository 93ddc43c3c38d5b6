import { objectReferences } from '../facts/objectReferences.ts';
import { valueAt } from '../plainLookup.ts';
import { namesOf } from './references.ts';
import type { Subject } from './subject.ts';
import type { Suggester } from './suggestion.ts';

/** What is there without a manifest, by kind: every cluster has it. */
const givenNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PriorityClass: {
    'system-cluster-critical': 'For what the cluster needs; only in Namespaces that allow it.',
    'system-node-critical': 'For what a Node needs; above all others.',
  },
  ServiceAccount: { default: 'Every Namespace has it; Pods that name none use it.' },
};

/** Names of ConfigMaps, Secrets, claims, Services and whatever else a field names. */
export const objectNames: Suggester = (subject) => {
  const kind = referredKind(subject);
  if (kind === undefined) return [];
  const given = Object.hasOwn(givenNames, kind) ? (givenNames[kind] ?? {}) : {};
  return [
    ...namesOf(subject.others(kind), subject),
    ...Object.entries(given).map(([name, documentation]) => ({
      label: name,
      value: name,
      documentation,
      kind: 'reference' as const,
    })),
  ];
};

/** The kind of what the field at the place names: told by reading the field as if a name stood there. */
function referredKind({ place, value, holders }: Subject): string | undefined {
  const holder = holders.at(-1);
  if (place.part !== 'value' || !holder || place.path.length !== holder.path.length + 1) return undefined;
  const around = holders.at(-2);
  const object = valueAt(value, holder.path);
  const references = objectReferences([
    {
      type: holder.owner,
      value: { ...(object as object), [holder.field]: 'x' },
      path: holder.path,
      field: around?.field ?? '',
      owner: around?.owner ?? '',
    },
  ]);
  return references.find(({ path }) => path.at(-1) === holder.field)?.kind;
}
