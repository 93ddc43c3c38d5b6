import { insertField } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { valueAt } from '../plainLookup.ts';
import { insideContainer } from '../podSpecs.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Lets a Pod whose work ends be Succeeded. */
export const letPodEnd: Fixer = {
  codes: ['advice/one-shot-command'],
  offer(context) {
    const isOfPod = context.kind.kind === 'Pod' && insideContainer(['spec'], context.path)?.list === 'containers';
    if (!isOfPod) return [];
    const field = ['spec', 'restartPolicy'];
    const isWritten = valueAt(context.document.value, field) !== undefined;
    const edits = isWritten
      ? setValue(context, field, 'Never')
      : insertField(context, field, 'Never', { before: 'containers' });
    return fixWith('Let the Pod end with its work: restartPolicy: Never', edits);
  },
};
