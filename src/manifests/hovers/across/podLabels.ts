import { selectorsOfPods } from '../../facts/selectedPods.ts';
import { code } from '../../markdown.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { isWithin } from './fieldPaths.ts';
import { named, placeText } from './manifestWords.ts';
import { standing } from './standing.ts';

const ofWorkload =
  'Labels of the workload itself. Its Pods do not get them: Services and other selectors of Pods go by the labels in its Pod template.';

/** Who selects the Pods that have these labels; that a workload's own labels are other ones. */
export const podLabels: HoverSubject = (context) => {
  const { touched, ownerType, field } = context;
  if (ownerType !== 'ObjectMeta' || field.name !== 'labels') return undefined;
  const here = standing(context);
  const pods = here?.manifest.facts.pods;
  if (!here || !pods) return undefined;
  const { set, manifest } = here;
  if (!isWithin(touched.path, pods.labelsPath)) {
    return isWithin(touched.path, ['metadata', 'labels']) ? ofWorkload : undefined;
  }
  const key = touched.path.length > pods.labelsPath.length ? touched.path.at(-1) : undefined;
  const label = typeof key === 'object' ? key.key : key === undefined ? undefined : String(key);
  const selecting = selectorsOfPods(set, manifest).filter(
    ({ manifest: other, selector }) => selector.role !== 'owner' || other === manifest,
  );
  const using = selecting.filter(
    ({ selector: { selector } }) =>
      label === undefined ||
      Object.hasOwn(selector.matchLabels ?? {}, label) ||
      (selector.matchExpressions ?? []).some((expression) => expression.key === label),
  );
  const names = [...new Set(using.map(({ manifest: other }) => other))].map(
    (other) => `${other === manifest ? 'its own selector' : named(other)}${placeText(other, manifest)}`,
  );
  const value = label === undefined ? undefined : pods.labels[label];
  const subject = label === undefined || value === undefined ? 'These Pods' : `The label ${code(`${label}=${value}`)}`;
  if (names.length > 0)
    return `${subject} ${label === undefined ? 'are selected by' : 'is asked for by'} ${listing(names)}.`;
  return `No selector of these manifests ${label === undefined ? 'selects these Pods' : `asks for ${code(label)}`}.`;
};
