/** The recorded answers that we knowingly do not give, and why. */
const together =
  'Pods that got ready within some milliseconds of each other were counted together by the one and one after the other by the other';
const busy = 'the recorded controllers were busy: they came to the Pods seconds late';

export const oracleExceptions: Readonly<Record<string, string>> = {
  'x-cronjob-bad-schedule-unquoted': 'which words a YAML reader has for a broken alias is its own business',
  'x-yaml-bad-scalar': 'the beginning of a text that is YAML, but no object, is not repeated',
  'delete-orphan available':
    'the recorded garbage collector took a moment between the orphans and the Deployment, which saw itself without a ReplicaSet',
  'hpa-down-fast look 0': 'kubectl looked in the very moment of the fourth look of the autoscaler, there before it, here after it',
  'hpa-no-requests look 0':
    'the recorded controller found the Pods in another order each time and named another one; here it is always the first by name, and the Event is counted',
  'hpa-load-cycle sizes':
    'whoever recorded the ReplicaSets had stopped before the last change: the Events and the end say that it went to 1 there, too',
  'roll-100pc-0-3 sizes': together,
  'roll-100pc-0-3 scalings': together,
  'roll-25-25-10 sizes': busy,
  'roll-25-25-10 scalings': busy,
  'roll-50-50-5 sizes': together,
  'roll-50-50-5 scalings': together,
};
