import type { PodTemplateSpec } from '../../api/generated/objects.ts';
import { describeContainers } from './containers.ts';
import type { DescribeText } from './describeText.ts';
import { tolerationTexts } from './tolerations.ts';
import { describeTopologySpread } from './topologySpread.ts';
import { describeVolumes } from './volumes.ts';

/** The template of a workload's Pods. */
export function describeTemplate(text: DescribeText, template: PodTemplateSpec | undefined): void {
  text.line(0, 'Pod Template:');
  if (!template) {
    text.line(1, '<unset>');
    return;
  }
  const { metadata, spec } = template;
  text.labels('  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) text.annotations(metadata?.annotations, '  Annotations');
  if (spec?.serviceAccountName) text.line(0, '  Service Account:', spec.serviceAccountName);
  if ((spec?.initContainers ?? []).length > 0) {
    describeContainers(text, 'Init Containers', spec?.initContainers ?? [], [], undefined);
  }
  describeContainers(text, 'Containers', spec?.containers ?? [], [], undefined);
  describeVolumes(text, spec?.volumes ?? [], '  ');
  describeTopologySpread(text, spec?.topologySpreadConstraints ?? [], '  ');
  if (spec?.priorityClassName) text.line(0, '  Priority Class Name:', spec.priorityClassName);
  text.labels('  Node-Selectors', spec?.nodeSelector);
  text.column('  Tolerations', tolerationTexts(spec?.tolerations ?? []));
}
