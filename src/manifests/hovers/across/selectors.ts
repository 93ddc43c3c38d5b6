import { formatLabelQuery } from '../../../api/labels.ts';
import { type EmptySelection, emptySelection } from '../../facts/emptySelection.ts';
import { selectedPods } from '../../facts/selectedPods.ts';
import type { WrittenSelector } from '../../facts/writtenSelectors.ts';
import { code } from '../../markdown.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { isWithin } from './fieldPaths.ts';
import { named, namedAll, namedWithPods, placeText } from './manifestWords.ts';
import { type Standing, standing } from './standing.ts';

/** Which Pods of the manifests around a selector selects, or what keeps it from selecting any. */
export const selectors: HoverSubject = (context) => {
  const here = standing(context);
  const selector = here?.manifest.facts.selectors.find(({ path }) => isWithin(context.touched.path, path));
  if (!here || !selector) return undefined;
  const selected = selectedPods(here.set, here.manifest, selector);
  if (selected.length === 0) return emptyText(here, selector);
  const pods = selected.map((one) => `${namedWithPods(here.set, one)}${placeText(one, here.manifest)}`);
  if (selector.role === 'owner') return othersText(here, selector);
  return `Of these manifests it selects ${listing(pods)}.`;
};

/** Other workloads whose Pods have the labels, too: they would take each other's. */
function othersText({ set, manifest }: Standing, selector: WrittenSelector): string {
  const asService = { ...selector, role: 'service' } as const;
  const others = selectedPods(set, manifest, asService).filter((one) => one !== manifest);
  const own = 'The labels of its own template fit.';
  return others.length === 0
    ? own
    : `${own} **So do those of ${namedAll(others)}**: give each labels that only it has.`;
}

function emptyText({ set, manifest }: Standing, selector: WrittenSelector): string | undefined {
  if (selector.role === 'owner') return '**The template’s labels do not fit:** the API server refuses that.';
  const found = emptySelection(set, manifest, selector);
  const nothing = '**Selects no Pod of these manifests.**';
  return found ? `${nothing} ${reasonText(found, manifest.namespace)}` : nothing;
}

function reasonText(found: EmptySelection, namespace: string): string {
  if (found.reason === 'nothing-near') return `No Pod is labelled ${code(formatLabelQuery(found.query))}.`;
  const pods = found.nearest.kind.kind === 'Pod' ? named(found.nearest) : `The Pods of ${named(found.nearest)}`;
  if (found.reason === 'namespace') {
    const { nearest } = found;
    return `${pods} would fit, but in the Namespace ${code(nearest.namespace)}; a selector sees only its own, ${code(namespace)}.`;
  }
  if (found.reason === 'template') {
    return `${named(found.nearest)} itself has these labels; what counts are those of its Pods, in \`template.metadata.labels\`.`;
  }
  const labels = found.nearest.facts.pods?.labels ?? {};
  const differences = found.missed.map(({ key, operator, values }) => {
    const wanted = formatLabelQuery([{ key, operator, values }]);
    const has = Object.hasOwn(labels, key) ? `has ${code(`${key}=${labels[key]}`)}` : `has no ${code(key)}`;
    return `${code(wanted)} (it ${has})`;
  });
  const score = `${found.matched} of ${found.total}`;
  return `Nearest: ${pods.replace('The Pods', 'the Pods')}, where ${score} match; missing ${listing(differences)}.`;
}
