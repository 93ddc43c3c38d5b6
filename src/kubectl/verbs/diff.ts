import { apiVersionOf } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { applyOnClient, applyOnServer } from '../applying.ts';
import { forEach } from '../changeReport.ts';
import { CommandError, commandError, usageError } from '../commandError.ts';
import { filenameFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { unifiedHunks } from '../diffText.ts';
import type { ParsedFlags } from '../flags.ts';
import { hostWith, type KubectlHost } from '../host.ts';
import { type ManifestObject, readManifests } from '../manifestSource.ts';
import { send } from '../requests.ts';
import { refusalError } from '../statusText.ts';
import type { Verb } from '../verb.ts';
import { yamlText } from '../yamlText.ts';

/** `kubectl diff`: what an apply would change; the exit code is 1 where it would. */
export const diff: Verb = {
  name: 'diff',
  group: 'Advanced Commands',
  summary: 'Diff the live version against a would-be applied version',
  usage: 'diff -f FILENAME',
  examples: [{ comment: 'Before applying it', command: 'kubectl diff -f web.yaml' }],
  flags: [
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-client-side-apply',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    {
      name: 'force-conflicts',
      type: 'boolean',
      defaultText: 'false',
      doc: 'With --server-side: take over fields of others.',
    },
    recursiveFlag,
    selectorFlag,
    { name: 'server-side', type: 'boolean', defaultText: 'false', doc: 'Let the server merge.' },
    { name: 'show-managed-fields', type: 'boolean', defaultText: 'false', doc: 'Show metadata.managedFields too.' },
  ],
  async run(flags, host) {
    try {
      return await showDifferences(flags, host);
    } catch (failure) {
      // 1 says that something differs, so that what fails must say more.
      if (failure instanceof CommandError && failure.exitCode === 1) throw new CommandError(failure.message, 2);
      throw failure;
    }
  },
};

async function showDifferences(flags: ParsedFlags, host: KubectlHost): Promise<number> {
  if (flags.args.length > 0) throw usageError('diff', `Unexpected args: [${flags.args.join(' ')}]`);
  if (!flags.given('filename')) throw commandError('must specify one of -f and -k');
  const fieldManager = flags.text('field-manager');
  let differs = false;
  await forEach(await readManifests(flags, host), async ({ object, error }) => {
    if (error) throw error;
    const path = pathOf(object.info, object.namespace, object.value.metadata?.name);
    const response = await send(host, { method: 'GET', path });
    const refusal = refusalOf(response);
    if (refusal && refusal.reason !== 'NotFound') throw refusalError(refusal);
    const live = refusal ? undefined : (response.body as KubernetesObject);
    const options = { fieldManager, fieldValidation: 'Ignore', dryRun: 'server' as const };
    const quiet = hostWith(host, { stderr: () => {} });
    const { object: merged } = flags.enabled('server-side')
      ? await applyOnServer(quiet, object, {
          ...options,
          conflicts: flags.enabled('force-conflicts') ? 'force' : 'refuse',
        })
      : await applyOnClient(quiet, object, options);
    const text = (value: KubernetesObject | undefined) =>
      value === undefined ? '' : yamlText(flags.enabled('show-managed-fields') ? value : withoutManagedFields(value));
    const hunks = unifiedHunks(text(live), text(merged));
    if (hunks === '') return;
    differs = true;
    host.stdout(`${headText(object, host.nowMs())}${hunks}`);
  });
  return differs ? 1 : 0;
}

/** As `diff -u -N` names the two folders that kubectl compares; the digits are random there. */
function headText(object: ManifestObject, nowMs: number): string {
  const { info, namespace, value } = object;
  const file = [apiVersionOf(info).replace('/', '.'), info.kind, namespace, value.metadata?.name ?? ''].join('.');
  const [live, merged] = [`/tmp/LIVE-0000000000/${file}`, `/tmp/MERGED-0000000000/${file}`];
  const time = new Date(nowMs).toISOString().replace('T', ' ').replace('Z', '000000 +0000');
  return `diff -u -N ${live} ${merged}\n--- ${live}\t${time}\n+++ ${merged}\t${time}\n`;
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  const { managedFields: _hidden, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}
