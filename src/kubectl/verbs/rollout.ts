import { rolloutHistory } from '../rollout/history.ts';
import { rolloutPause, rolloutRestart, rolloutResume } from '../rollout/pauses.ts';
import { rolloutStatus } from '../rollout/status.ts';
import { rolloutUndo } from '../rollout/undo.ts';
import type { Verb } from '../verb.ts';

/** `kubectl rollout`: how a workload comes to a new template, and back. */
export const rollout: Verb = {
  name: 'rollout',
  group: 'Deploy Commands',
  summary: 'Manage the rollout of a resource',
  usage: 'rollout SUBCOMMAND',
  examples: [],
  flags: [],
  verbs: [rolloutHistory, rolloutPause, rolloutRestart, rolloutResume, rolloutStatus, rolloutUndo],
  run: async () => undefined,
};
