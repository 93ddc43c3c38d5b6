import { shareOf } from '../../../api/shareOf.ts';
import { selectedPods } from '../../facts/selectedPods.ts';
import { valueAt } from '../../plainLookup.ts';
import { counted } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { named, namedAll, podCountOf } from './manifestWords.ts';
import { standing } from './standing.ts';

/** What a budget comes to for the Pods that it selects, by the number that is written for them. */
export const disruption: HoverSubject = (context) => {
  const { ownerType, field, document, path } = context;
  if (ownerType !== 'PodDisruptionBudgetSpec' || !['minAvailable', 'maxUnavailable'].includes(field.name)) {
    return undefined;
  }
  const here = standing(context);
  const [selector] = here?.manifest.facts.selectors ?? [];
  const share = valueAt(document.value, path);
  if (!here || !selector || (typeof share !== 'number' && typeof share !== 'string')) return undefined;
  const selected = selectedPods(here.set, here.manifest, selector);
  const counts = selected.map((one) => podCountOf(here.set, one));
  if (selected.length === 0 || counts.some((count) => !count)) return undefined;
  const sum = (size: 'least' | 'most') => counts.reduce((total, count) => total + (count?.[size] ?? 0), 0);
  const texts = [...new Set([sum('least'), sum('most')])].flatMap((pods) => {
    // Both fields round up.
    const number = shareOf(share, pods, Math.ceil);
    if (number === undefined) return [];
    const allowed = field.name === 'minAvailable' ? Math.max(0, pods - number) : Math.min(pods, number);
    return [`of ${counted(pods, 'Pod')} ${allowed === 0 ? '**none**' : `${allowed}`} may be evicted at a time`];
  });
  if (texts.length === 0) return undefined;
  const autoscaler = counts.find((count) => count?.autoscaler)?.autoscaler;
  const scaled = autoscaler ? ` (${named(autoscaler)} sets their number)` : '';
  return `Here, for ${namedAll(selected)}${scaled}: ${texts.join('; ')}.`;
};
