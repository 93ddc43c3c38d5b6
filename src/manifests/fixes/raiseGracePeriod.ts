import { insertField } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { valueAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';
import { preStopSeconds } from '../rules/advice/preStopOutlastsGrace.ts';
import { type Fixer, fixWith } from './fix.ts';

/** What a program gets by default to end. */
const forTheProgramSeconds = 30;

/** Leaves the program its time behind `preStop`. */
export const raiseGracePeriod: Fixer = {
  codes: ['advice/pre-stop-outlasts-grace'],
  offer(context) {
    const podSpec = podSpecPath(context.kind);
    const seconds = preStopSeconds(valueAt(context.document.value, context.path));
    if (!podSpec || seconds === undefined) return [];
    const field = [...podSpec, 'terminationGracePeriodSeconds'];
    const enough = Math.ceil(seconds) + forTheProgramSeconds;
    const isWritten = valueAt(context.document.value, field) !== undefined;
    const edits = isWritten
      ? setValue(context, field, enough)
      : insertField(context, field, enough, { before: 'containers' });
    return fixWith(`Raise terminationGracePeriodSeconds to ${enough}`, edits);
  },
};
