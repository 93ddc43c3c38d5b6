import { commandError } from '../commandError.ts';
import { outputFlag } from '../commonFlags.ts';
import { jsonText } from '../printObjects.ts';
import { send } from '../requests.ts';
import type { Verb } from '../verb.ts';
import { yamlText } from '../yamlText.ts';

/** The Kubernetes release whose kubectl this one follows. */
const clientVersion = { gitVersion: 'v1.34.0', major: '1', minor: '34' };
/** The kustomize that this release of the real kubectl holds; printed for likeness, not there. */
const kustomizeVersion = 'v5.7.1';

/** `kubectl version`: of this kubectl and of the cluster. */
export const version: Verb = {
  name: 'version',
  group: 'Other Commands',
  summary: 'Print the client and server version information',
  usage: 'version',
  examples: [{ comment: 'The versions of client and server', command: 'kubectl version' }],
  flags: [
    { name: 'client', type: 'boolean', defaultText: 'false', doc: 'Of the client only.' },
    outputFlag('yaml or json'),
  ],
  async run(flags, host) {
    if (flags.args.length > 0) throw commandError(`extra arguments: [${flags.args.join(' ')}]`);
    const output = flags.text('output');
    if (output !== '' && output !== 'yaml' && output !== 'json')
      throw commandError("--output must be 'yaml' or 'json'");
    const response = flags.enabled('client') ? undefined : await send(host, { method: 'GET', path: '/version' });
    const server = response?.code === 200 ? (response.body as { gitVersion?: string }) : undefined;
    if (output === '') {
      host.stdout(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
      if (server) host.stdout(`Server Version: ${server.gitVersion ?? ''}\n`);
      return undefined;
    }
    const versions = { clientVersion, kustomizeVersion, ...(server && { serverVersion: server }) };
    host.stdout(output === 'yaml' ? yamlText(versions) : `${jsonText(versions)}\n`);
    return undefined;
  },
};
