import { scalableKinds, scaleTargetOf, targetPath } from '../../facts/autoscalers.ts';
import { code } from '../../markdown.ts';
import { valueAt } from '../../plainLookup.ts';
import type { HoverSubject } from '../subject.ts';
import { isWithin } from './fieldPaths.ts';
import { named, placeText } from './manifestWords.ts';
import { standing } from './standing.ts';

/** What an autoscaler's `scaleTargetRef` finds, and who sets its size. */
export const scaleTarget: HoverSubject = (context) => {
  const here = isWithin(context.touched.path, targetPath) ? standing(context) : undefined;
  const target = here && scaleTargetOf(here.manifest);
  if (!here || !target) return undefined;
  const { set, manifest } = here;
  if (target.kind === 'DaemonSet') return 'A DaemonSet has one Pod on each Node; there is no number to scale.';
  const [found] = set.named(target.kind, manifest.namespace, target.name);
  if (!found) {
    if (!scalableKinds.has(target.kind)) return undefined;
    return `These manifests have no ${code(`${target.kind} ${target.name}`)} in the Namespace ${code(manifest.namespace)}, where this autoscaler looks.`;
  }
  const replicas = valueAt(found.document.value, ['spec', 'replicas']);
  const written =
    typeof replicas === 'number'
      ? ` \`replicas: ${replicas}\` stands there, too: each \`kubectl apply\` sets the size back to it. Without it the autoscaler alone decides; taking it out sets the size to 1 once.`
      : '';
  return `Scales ${named(found)}${placeText(found, manifest)}: writes its \`replicas\`.${written}`;
};
