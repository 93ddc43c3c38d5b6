import { usageError } from '../commandError.ts';
import { servedVersions } from '../discovery.ts';
import { sendOrFail } from '../requests.ts';
import type { Verb } from '../verb.ts';

/** `kubectl api-versions`: the groups and versions that the server has. */
export const apiVersions: Verb = {
  name: 'api-versions',
  group: 'Other Commands',
  summary: 'Print the supported API versions on the server, in the form of "group/version"',
  usage: 'api-versions',
  examples: [{ comment: 'All of them', command: 'kubectl api-versions' }],
  flags: [],
  async run(flags, host) {
    if (flags.args.length > 0) throw usageError('api-versions', `unexpected arguments: [${flags.args.join(' ')}]`);
    const core = (await sendOrFail(host, { method: 'GET', path: '/api' })) as { versions?: readonly string[] };
    const named = (await servedVersions(host)).map(({ group, version }) => `${group}/${version}`);
    host.stdout(
      [...(core.versions ?? []), ...named]
        .sort()
        .map((version) => `${version}\n`)
        .join(''),
    );
    return undefined;
  },
};
