import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { wellKnownKeys, wellKnownPrefixes } from '../wellKnownKeys.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** What a label or an annotation means that Kubernetes or its tools know. */
export const wellKnownKey: HoverSubject = (context) => {
  const key = keyOf(context);
  if (key === undefined) return undefined;
  const meaning = Object.hasOwn(wellKnownKeys, key) ? wellKnownKeys[key] : undefined;
  if (meaning !== undefined) return `${code(key)}: ${meaning}`;
  const prefix = Object.keys(wellKnownPrefixes).find((each) => key.startsWith(each));
  return prefix && `${code(key)}: ${wellKnownPrefixes[prefix]}`;
};

/** The key of a label or an annotation under the cursor, wherever it stands. */
function keyOf({ ownerType, field, touched, path, document }: HoverContext): string | undefined {
  const isMap =
    (ownerType === 'ObjectMeta' && (field.name === 'labels' || field.name === 'annotations')) ||
    (ownerType === 'LabelSelector' && field.name === 'matchLabels') ||
    (ownerType === 'PodSpec' && field.name === 'nodeSelector') ||
    (ownerType === 'ServiceSpec' && field.name === 'selector');
  if (isMap) {
    const key = touched.path[path.length];
    return typeof key === 'string' ? key : undefined;
  }
  const isKey =
    field.name === 'key' && /^(LabelSelectorRequirement|NodeSelectorRequirement|Toleration|Taint)$/.test(ownerType);
  if (!isKey) return undefined;
  return textAt(document.value, path);
}
