import { apiVersionOf, servedKinds } from '../../api/kinds.ts';
import { scalableKinds } from '../facts/autoscalers.ts';
import { textAt } from '../plainLookup.ts';
import { namesOf } from './references.ts';
import { enclosing, fileWords, type Subject } from './subject.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

/** What an autoscaler may scale: a workload of the set as a whole, or its kind, version and name. */
export const scaleTargets: Suggester = (subject) => {
  const { place, holders, name } = subject;
  const isTarget = holders.some(({ field }) => field === 'scaleTargetRef');
  if (!isTarget) return [];
  if (place.part === 'key') return wholeTargets(subject);
  const reference = enclosing(subject, name.replace(/\..*/, ''))?.value;
  const kind = textAt(reference, ['kind']);
  const known = servedKinds.filter((info) => scalableKinds.has(info.kind));
  switch (holders.at(-1)?.field) {
    case 'kind':
      return known.map((info) => ({ label: info.kind, value: info.kind, detail: apiVersionOf(info) }));
    case 'apiVersion': {
      const fitting = known.filter((info) => kind === undefined || info.kind === kind);
      return [...new Set(fitting.map(apiVersionOf))].map((version) => ({ label: version, value: version }));
    }
    case 'name':
      // With a kind, its objects are offered as those of any reference.
      return kind === undefined ? namesOf(scalable(subject), subject) : [];
    default:
      return [];
  }
};

function wholeTargets(subject: Subject): Suggestion[] {
  if (subject.place.written.length > 0 || subject.place.hasMore) return [];
  return scalable(subject).map((other) => ({
    label: `${other.kind.kind} ${other.name}`,
    fields: { apiVersion: apiVersionOf(other.kind), kind: other.kind.kind, name: other.name },
    detail: fileWords(other, subject.namespace),
    kind: 'reference',
  }));
}

function scalable(subject: Subject) {
  return subject.others().filter(({ kind, name }) => scalableKinds.has(kind.kind) && name !== '');
}
