/** The recorded answers that we knowingly do not give, and why. */
const together =
  'Pods that got ready within some milliseconds of each other were counted together by the one and one after the other by the other';
const busy = 'the recorded controllers were busy: they came to the Pods seconds late';

export const oracleExceptions: Readonly<Record<string, string>> = {
  'x-cronjob-bad-schedule-unquoted': 'which words a YAML reader has for a broken alias is its own business',
  'x-yaml-bad-scalar': 'the beginning of a text that is YAML, but no object, is not repeated',
  'delete-orphan available':
    'the recorded garbage collector took a moment between the orphans and the Deployment, which saw itself without a ReplicaSet',
  'roll-100pc-0-3 sizes': together,
  'roll-100pc-0-3 scalings': together,
  'roll-25-25-10 sizes': busy,
  'roll-25-25-10 scalings': busy,
  'roll-50-50-5 sizes': together,
  'roll-50-50-5 scalings': together,
};
