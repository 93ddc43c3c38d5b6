import { inTurn } from '../edits/applyEdits.ts';
import { insertField } from '../edits/insertField.ts';
import { removeField } from '../edits/removeField.ts';
import { type Fixer, fixWith } from './fix.ts';

/** A budget that keeps all Pods lets one go instead. */
export const letOnePodGo: Fixer = {
  codes: ['relation/budget-blocks-evictions'],
  offer(context) {
    const edits = inTurn(context, [
      (now) => insertField(now, ['spec', 'maxUnavailable'], 1, { after: 'minAvailable' }),
      (now) => removeField(now, ['spec', 'minAvailable']),
    ]);
    return fixWith('Let one Pod be away: maxUnavailable: 1', edits);
  },
};
