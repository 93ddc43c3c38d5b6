import { labelsAt } from '../../facts/podTemplate.ts';
import { textAt } from '../../plainLookup.ts';
import { type Fields, hole } from '../shape.ts';
import type { Subject } from '../subject.ts';

/** The labels of the manifest's own Pods, as far as they are written or its selector asks for them. */
export function labelsOfPods({ value, pods, ...subject }: Pick<Subject, 'value' | 'pods'>): Fields {
  const written = { ...labelsAt(value, ['spec', 'selector', 'matchLabels']), ...pods?.labels };
  return Object.keys(written).length > 0 ? written : appLabel({ value, ...subject });
}

/** `app: NAME`, the name that of the manifest. */
export function appLabel({ value }: Pick<Subject, 'value'>): Fields {
  return { app: hole(textAt(value, ['metadata', 'name']) ?? '', 'app') };
}
