import { commandError } from '../commandError.ts';
import { filenameFlag, outputFlag, recursiveFlag, validateFlag } from '../commonFlags.ts';
import { qualifiedPlural } from '../resourceArguments.ts';
import { liveObject, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';

/** `kubectl edit`: there is no editor inside this terminal; says what does the same. */
export const edit: Verb = {
  name: 'edit',
  group: 'Basic Commands (Intermediate)',
  summary: 'Edit a resource on the server',
  usage: 'edit (RESOURCE/NAME | -f FILENAME)',
  examples: [{ comment: 'One Deployment', command: 'kubectl edit deployment/web' }],
  flags: [filenameFlag, outputFlag('yaml or json'), recursiveFlag, validateFlag],
  async run(flags, host) {
    const targets = await targetsOf(flags, host, flags.args);
    for (const target of targets) await liveObject(host, target);
    const [first] = targets;
    const name = first ? `${qualifiedPlural(first.info)} ${first.name}` : 'TYPE NAME';
    throw commandError(
      `this terminal has no editor for kubectl edit: edit the manifest's file and run kubectl apply -f on it (kubectl get ${name} -o yaml shows the object)`,
    );
  },
};
