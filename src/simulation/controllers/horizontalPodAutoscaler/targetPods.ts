import type { Pod, Scale } from '../../../api/generated/objects.ts';
import { type LabelQuery, matchesLabels, parseLabelSelector } from '../../../api/labels.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { podKind } from '../../apiserver/knownKinds.ts';
import type { SelectingHpas } from './selectingHpas.ts';

/** The Pods that an HPA counts and how they are selected; or why that cannot be said. */
export type TargetPods =
  | { readonly pods: readonly Stored<Pod>[]; readonly query: LabelQuery; readonly problem?: undefined }
  | { readonly problem: SelectorProblem };

export interface SelectorProblem {
  /** The reason of the Event, whose message is the error. */
  readonly event: string;
  readonly error: string;
  /** What the condition ScalingActive says. */
  readonly reason: string;
  readonly message: string;
}

/** The Pods of the target's own selector, which no other HPA may scale (`validateAndParseSelector`). */
export function findTargetPods(
  api: ComponentApi,
  selecting: SelectingHpas,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  scale: Scale,
): TargetPods {
  const text = scale.status?.selector ?? '';
  if (text === '') {
    const message = "the HPA target's scale is missing a selector";
    return {
      problem: { event: 'SelectorRequired', error: 'selector is required', reason: 'InvalidSelector', message },
    };
  }
  const { query, problem } = parseLabelSelector(text);
  if (problem !== undefined) {
    return refused(
      'InvalidSelector',
      `couldn't convert selector into a corresponding internal selector object: ${problem}`,
    );
  }
  selecting.set(namespace, name, query);
  const pods = api.list<Pod>(podKind, namespace).filter(({ metadata }) => matchesLabels(query, metadata.labels));
  const hpas = selecting.of(namespace, pods);
  if (hpas.length <= 1) return { pods, query };
  return refused('AmbiguousSelector', `pods by selector ${text} are controlled by multiple HPAs: [${hpas.join(' ')}]`);
}

function refused(reason: string, error: string): TargetPods {
  return { problem: { event: reason, error, reason, message: error } };
}
