import { removeField } from '../edits/removeField.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Leaves the number of Pods to the autoscaler. */
export const leaveReplicas: Fixer = {
  codes: ['relation/hpa-and-replicas'],
  offer: (context) =>
    fixWith('Remove replicas (the next apply may go down to 1 once)', removeField(context, context.path)),
};
