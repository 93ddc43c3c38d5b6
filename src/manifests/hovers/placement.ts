import type {
  NodeSelectorTerm,
  PodAffinityTerm,
  PreferredSchedulingTerm,
  TopologySpreadConstraint,
  WeightedPodAffinityTerm,
} from '../../api/generated/objects.ts';
import { defaultedObject } from '../defaultedObject.ts';
import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import { listing } from '../words/listing.ts';
import { labelsText, requirementText, selectorText } from '../words/requirements.ts';
import type { HoverSubject } from './subject.ts';

/** Terms that are put into words. */
const maxShown = 6;

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const later = 'It is looked at when the Pod gets its Node; later changes of labels do not move it.';

/** Where a Pod may or should run, in words. */
export const placement: HoverSubject = ({ document, ownerType, field, path }) => {
  const value = () => valueAt(defaultedObject(document.parsed), path);
  if (ownerType === 'PodSpec' && field.name === 'nodeSelector') {
    const labels = value() as Record<string, string> | undefined;
    if (!labels || Object.keys(labels).length === 0) return undefined;
    return `Only Nodes where ${labelsText(labels)}. Without such a Node the Pod stays Pending.`;
  }
  if (ownerType === 'PodSpec' && field.name === 'topologySpreadConstraints') {
    const all = (value() as readonly TopologySpreadConstraint[] | undefined) ?? [];
    return all.length > 0 ? list(all.map(spreadText)) : undefined;
  }
  if (ownerType === 'NodeAffinity') return nodeAffinityText(field.name, value());
  if (ownerType === 'PodAffinity') return podAffinityText(field.name, value(), 'near');
  if (ownerType === 'PodAntiAffinity') return podAffinityText(field.name, value(), 'away from');
  return undefined;
};

function nodeAffinityText(field: string, value: unknown): string | undefined {
  if (field === required) {
    const terms = (value as { nodeSelectorTerms?: readonly NodeSelectorTerm[] } | undefined)?.nodeSelectorTerms ?? [];
    if (terms.length === 0) return undefined;
    const all = terms.slice(0, maxShown).map(termText);
    return `**Must:** only Nodes where ${all.join('; **or** where ')}. ${terms.length > 1 ? 'Within one of these alternatives all must fit. ' : ''}${later}`;
  }
  if (field !== preferred) return undefined;
  const all = (value as readonly PreferredSchedulingTerm[] | undefined) ?? [];
  if (all.length === 0) return undefined;
  return `**If possible**, Nodes get points:\n\n${list(all.map(({ weight, preference }) => `${weight ?? 0} where ${termText(preference ?? {})}`))}`;
}

function termText({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): string {
  const words = [...matchExpressions, ...matchFields].map(requirementText);
  return words.length > 0 ? listing(words) : 'nothing fits (an empty term)';
}

type Direction = 'near' | 'away from';

function podAffinityText(field: string, value: unknown, direction: Direction): string | undefined {
  if (field === required) {
    const all = (value as readonly PodAffinityTerm[] | undefined) ?? [];
    if (all.length === 0) return undefined;
    return `**Must** run ${listing(all.slice(0, maxShown).map((term) => nearText(term, direction)))}. Else the Pod stays Pending. ${later}`;
  }
  if (field !== preferred) return undefined;
  const all = (value as readonly WeightedPodAffinityTerm[] | undefined) ?? [];
  if (all.length === 0) return undefined;
  const rows = all.map(
    ({ weight, podAffinityTerm }) => `${weight ?? 0} points for a place ${nearText(podAffinityTerm ?? {}, direction)}`,
  );
  return `**If possible:**\n\n${list(rows)}`;
}

function nearText(
  { labelSelector, topologyKey = '', namespaces, namespaceSelector }: Partial<PodAffinityTerm>,
  direction: Direction,
): string {
  const which = labelSelector ? selectorText(labelSelector) : '';
  const where = namespaces?.length || namespaceSelector ? 'of the Namespaces named' : 'of its own Namespace';
  const pods = labelSelector === undefined ? 'no Pods at all' : `Pods ${where}${which === '' ? '' : ` where ${which}`}`;
  return `${direction} ${pods} (same ${placeText(topologyKey)})`;
}

function placeText(topologyKey: string): string {
  if (topologyKey === 'kubernetes.io/hostname') return 'Node';
  if (topologyKey === 'topology.kubernetes.io/zone') return 'zone';
  if (topologyKey === 'topology.kubernetes.io/region') return 'region';
  return `value of the Node's label ${code(topologyKey)}`;
}

function spreadText({
  maxSkew = 1,
  topologyKey = '',
  whenUnsatisfiable,
  labelSelector,
}: Partial<TopologySpreadConstraint>): string {
  const which = labelSelector ? selectorText(labelSelector) : '';
  const place = placeText(topologyKey);
  const otherwise = whenUnsatisfiable === 'ScheduleAnyway' ? 'if possible' : 'else the Pod stays Pending';
  return `Count the Pods${which === '' ? '' : ` where ${which}`} by ${place}: no ${place} may have more than ${maxSkew} above the one with the fewest; ${otherwise}.`;
}

function list(rows: readonly string[]): string {
  const shown = rows.slice(0, maxShown).map((row) => `- ${row}`);
  return rows.length > maxShown ? `${shown.join('\n')}\n- and ${rows.length - maxShown} more` : shown.join('\n');
}
