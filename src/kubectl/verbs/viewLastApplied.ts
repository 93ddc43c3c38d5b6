import type { KubernetesObject } from '../../api/objects.ts';
import { forEach } from '../changeReport.ts';
import { usageError } from '../commandError.ts';
import { filenameFlag, outputFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { lastAppliedOf } from '../lastApplied.ts';
import { allFlag, liveObject, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { yamlText } from '../yamlText.ts';

/** `kubectl apply view-last-applied`: what the last client-side apply said of objects. */
export const viewLastApplied: Verb = {
  name: 'view-last-applied',
  group: 'Advanced Commands',
  summary: 'View the latest last-applied-configuration annotations of a resource/object',
  usage: 'apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  examples: [{ comment: 'What was applied last', command: 'kubectl apply view-last-applied deployment/web' }],
  flags: [allFlag, filenameFlag, { ...outputFlag('yaml or json'), defaultText: 'yaml' }, recursiveFlag, selectorFlag],
  async run(flags, host) {
    const output = flags.text('output');
    if (output !== 'yaml' && output !== 'json') {
      throw usageError(
        'apply view-last-applied',
        `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
      );
    }
    await forEach(await targetsOf(flags, host, flags.args), async (target) => {
      const applied = lastAppliedOf(await liveObject(host, target));
      if (applied === undefined) return;
      if (output === 'yaml') host.stdout(yamlText(applied as KubernetesObject));
      else host.stdout(`${JSON.stringify(applied, null, 2)}\n`);
    });
    return undefined;
  },
};
