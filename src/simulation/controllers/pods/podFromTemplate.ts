import type { Pod, PodTemplateSpec } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { controllerReference } from '../controlledObjects.ts';

/** A Pod as its owner's template wants it, not yet named: a name in the template counts for nothing (`GetPodFromTemplate`). */
export function podFrom(info: KindInfo, owner: Stored, template: PodTemplateSpec, generateName: string): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName,
      namespace: owner.metadata.namespace ?? '',
      ...(labels && { labels: { ...labels } }),
      ...(annotations && { annotations: { ...annotations } }),
      ...(finalizers && { finalizers: [...finalizers] }),
      ownerReferences: [controllerReference(info, owner)],
    },
    ...(template.spec && { spec: template.spec }),
  };
}

/** The longest name of a Pod that still leaves room for a random end and is a DNS name. */
const maxNameLength = 253;

/** `web-56f8bf5dcc-`: a name that is too long for a dash is taken as it is. */
export function podNamePrefix({ metadata }: Stored): string {
  return metadata.name.length < maxNameLength ? `${metadata.name}-` : metadata.name;
}
