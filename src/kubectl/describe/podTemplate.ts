import type { PodTemplateSpec } from '../../api/generated/objects.ts';
import { describeContainers } from './containers.ts';
import type { DescribeText } from './describeText.ts';
import { tolerationText } from './tolerations.ts';
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
  const spread = spec?.topologySpreadConstraints ?? [];
  spread.forEach((one, index) => {
    const words = `${one.topologyKey}:${one.whenUnsatisfiable} when max skew ${one.maxSkew} is exceeded`;
    text.line(0, index === 0 ? '  Topology Spread Constraints:' : '', words);
  });
  if (spec?.priorityClassName) text.line(0, '  Priority Class Name:', spec.priorityClassName);
  text.labels('  Node-Selectors', spec?.nodeSelector);
  text.column('  Tolerations', (spec?.tolerations ?? []).map(tolerationText).sort());
}
