import type { WatchEvent } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { commandError } from '../commandError.ts';
import { filenameFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { follow, interruptedError } from '../requests.ts';
import type { Verb } from '../verb.ts';
import { rolloutProgress } from './progress.ts';
import { rolloutSubjects } from './rolloutTarget.ts';

/** `kubectl rollout status`: how far a rollout is, until it is done. */
export const rolloutStatus: Verb = {
  name: 'status',
  group: 'Deploy Commands',
  summary: 'Show the status of the rollout',
  usage: 'rollout status (TYPE NAME | TYPE/NAME) [flags]',
  examples: [{ comment: 'Until the rollout is done', command: 'kubectl rollout status deployment/web' }],
  flags: [
    filenameFlag,
    recursiveFlag,
    { name: 'revision', type: 'integer', defaultText: '0', doc: 'The revision to follow; 0 is the newest.' },
    selectorFlag,
    { name: 'timeout', type: 'duration', defaultText: '0s', doc: 'How long to wait; 0 waits for ever.' },
    { name: 'watch', short: 'w', type: 'boolean', defaultText: 'true', doc: 'Wait until the rollout is done.' },
  ],
  async run(flags, host) {
    const revision = flags.integer('revision');
    if (revision < 0) throw commandError(`revision must be a positive integer: ${revision}`);
    for (const { target, object } of await rolloutSubjects(flags, host)) {
      const first = rolloutProgress(object, revision);
      host.stdout(`${first.text}\n`);
      if (first.done || !flags.enabled('watch')) continue;
      let failure: unknown;
      let finished = false;
      const timeoutMs = flags.durationMs('timeout');
      const end = await follow(
        host,
        {
          method: 'GET',
          path: pathOf(target.info, target.namespace),
          query: {
            watch: 'true',
            fieldSelector: `metadata.name=${target.name}`,
            resourceVersion: object.metadata.resourceVersion,
          },
        },
        {
          onEvent: (event: WatchEvent) => {
            if (event.type === 'BOOKMARK') return undefined;
            if (event.type === 'DELETED') failure = commandError('object has been deleted');
            if (event.type === 'ERROR') failure = commandError('the watch broke off');
            if (failure !== undefined) return 'stop';
            try {
              const progress = rolloutProgress(event.object, revision);
              host.stdout(`${progress.text}\n`);
              finished = progress.done;
            } catch (problem) {
              failure = problem;
            }
            return finished || failure !== undefined ? 'stop' : undefined;
          },
        },
        timeoutMs > 0 ? timeoutMs : undefined,
      );
      if (failure !== undefined) throw failure;
      if (end.interrupted) throw interruptedError();
      if (!finished) throw commandError('timed out waiting for the condition');
    }
    return undefined;
  },
};
