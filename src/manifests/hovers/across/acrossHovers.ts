import type { HoverSubject } from '../subject.ts';
import { containerPort } from './containerPort.ts';
import { disruption } from './disruption.ts';
import { hostNames } from './hostNames.ts';
import { hpaMetric } from './hpaMetric.ts';
import { ingressBackend } from './ingressBackend.ts';
import { objectReference } from './objectReference.ts';
import { podLabels } from './podLabels.ts';
import { scaleTarget } from './scaleTarget.ts';
import { selectors } from './selectors.ts';
import { serviceNames } from './serviceNames.ts';
import { servicePort } from './servicePort.ts';
import { statefulSetNames } from './statefulSetNames.ts';
import { usedBy } from './usedBy.ts';

/** Every hover that looks at the manifests around, too: one file and one line each. */
export const acrossHovers: readonly HoverSubject[] = [
  serviceNames,
  statefulSetNames,
  servicePort,
  containerPort,
  ingressBackend,
  selectors,
  podLabels,
  disruption,
  scaleTarget,
  hpaMetric,
  objectReference,
  hostNames,
  usedBy,
];
