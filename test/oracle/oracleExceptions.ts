/** The recorded answers that we knowingly do not give, and why. */
export const oracleExceptions: Readonly<Record<string, string>> = {
  'x-cronjob-bad-schedule-unquoted': 'which words a YAML reader has for a broken alias is its own business',
  'x-yaml-bad-scalar': 'the beginning of a text that is YAML, but no object, is not repeated',
};
