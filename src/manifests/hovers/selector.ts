import type { LabelSelector } from '../../api/generated/objects.ts';
import { defaultedObject } from '../defaultedObject.ts';
import { valueAt } from '../plainLookup.ts';
import { labelsText, selectorText } from '../words/requirements.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** What an empty selector means, by the type and field that has it. */
const everything: Readonly<Record<string, string>> = {
  'NetworkPolicySpec.podSelector': 'Empty: **all** Pods of the Namespace.',
  'NetworkPolicyPeer.podSelector': 'Empty: **all** Pods.',
  'NetworkPolicyPeer.namespaceSelector': 'Empty: **all** Namespaces.',
  'PodDisruptionBudgetSpec.selector': 'Empty: **all** Pods of the Namespace.',
};

/** What a selector asks of labels, in words: all of it must fit. */
export const selector: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (field.type.kind === 'object' && field.type.type === 'LabelSelector') return labelSelectorText(context);
  if (ownerType === 'LabelSelector' && (field.name === 'matchLabels' || field.name === 'matchExpressions'))
    return '**All** labels and expressions must fit, not one of them.';
  if (field.name !== 'selector' || (ownerType !== 'ServiceSpec' && ownerType !== 'ReplicationControllerSpec'))
    return undefined;
  const labels = valueAt(defaultedObject(context.document.parsed), context.path) as Record<string, string> | undefined;
  if (!labels || Object.keys(labels).length === 0)
    return ownerType === 'ServiceSpec'
      ? 'Empty: **no** Pod is selected; somebody else has to write the EndpointSlices.'
      : undefined;
  const all = Object.keys(labels).length > 1 ? ' **All** of it must fit.' : '';
  const what = ownerType === 'ServiceSpec' ? 'Traffic goes to ready Pods' : 'Its Pods are those';
  return `${what} where ${labelsText(labels)}.${all} These are labels of the **Pods**: of a Deployment, those of its Pod template.`;
};

function labelSelectorText({ document, path, ownerType, field }: HoverContext): string | undefined {
  const read = valueAt(defaultedObject(document.parsed), path) as LabelSelector | undefined;
  if (!read) return undefined;
  const text = selectorText(read);
  const key = `${ownerType}.${field.name}`;
  if (text === '') return Object.hasOwn(everything, key) ? everything[key] : undefined;
  const what = field.name === 'namespaceSelector' ? 'Namespaces' : 'Pods';
  return `${what} where ${text}.${text.includes(' and ') ? ' **All** of it must fit.' : ''}`;
}
