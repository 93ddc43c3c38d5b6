import type { PodTemplateSpec } from '../generated/objects.ts';
import { labelsValue } from './labelSelectorValidation.ts';
import { podSpecValue } from './podSpecValue.ts';

/** A template as the server prints it in a message: the metadata, then the spec in its internal form. */
export function templateValue({ metadata, spec = { containers: [] } }: PodTemplateSpec): unknown {
  return {
    ...metadata,
    ...(metadata?.labels && { labels: labelsValue(metadata.labels) }),
    Spec: podSpecValue(spec),
  };
}
