import type { KubernetesObject, WatchEvent } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { joinErrors } from '../changeReport.ts';
import { CommandError, commandError } from '../commandError.ts';
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlag,
  namespaceOf,
  outputFlag,
  recursiveFlag,
  selectorFlag,
  selectorQuery,
} from '../commonFlags.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { relaxedJsonPath, valuesAt } from '../jsonPath.ts';
import { targetsFromFiles } from '../manifestSource.ts';
import { follow, interruptedError, listObjects, send } from '../requests.ts';
import { parseResources, type ResourceTarget, resourceName } from '../resourceArguments.ts';
import { refusalError } from '../statusText.ts';
import type { Verb } from '../verb.ts';

type Target = ResourceTarget & { readonly name: string; readonly namespace: string };
type Condition = { readonly gone: true } | { readonly gone: false; holds(object: KubernetesObject): boolean };

/** `kubectl wait`: returns once objects have a condition, have gone, or have a value. */
export const wait: Verb = {
  name: 'wait',
  group: 'Advanced Commands',
  summary: 'Wait for a specific condition on one or many resources',
  usage:
    'wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) --for=create|--for=delete|--for condition=available|--for=jsonpath={}[=value]',
  examples: [
    { comment: 'Until a Pod is ready', command: 'kubectl wait --for=condition=Ready pod/web' },
    {
      comment: 'Until it is gone, for one minute at the most',
      command: 'kubectl wait --for=delete pod/web --timeout=60s',
    },
    {
      comment: 'Until a field has a value',
      command: "kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/job",
    },
  ],
  flags: [
    { name: 'all', type: 'boolean', defaultText: 'false', doc: 'All objects of the kind in the namespace.' },
    allNamespacesFlag,
    fieldSelectorFlag,
    filenameFlag,
    {
      name: 'for',
      type: 'string',
      defaultText: '',
      doc: 'condition=NAME[=VALUE], delete, create or jsonpath=PATH[=VALUE].',
    },
    outputFlag('name'),
    recursiveFlag,
    selectorFlag,
    {
      name: 'timeout',
      type: 'duration',
      defaultText: '30s',
      doc: 'How long to wait; 0 looks once, a negative time means a week.',
    },
  ],
  async run(flags, host) {
    const condition = readCondition(flags.text('for'));
    const timeoutMs = flags.durationMs('timeout') < 0 ? 7 * 24 * 3_600_000 : flags.durationMs('timeout');
    const deadlineMs = host.nowMs() + timeoutMs;
    const targets = await targetsOf(flags, host);
    if (targets.length === 0 && !condition.gone) throw commandError('no matching resources found');
    const errors: string[] = [];
    for (const target of targets) {
      try {
        const met = await waitFor(host, target, condition, Math.max(0, deadlineMs - host.nowMs()));
        if (!met) throw commandError(`timed out waiting for the condition on ${target.info.plural}/${target.name}`);
        if (met === 'absent') continue;
        const name = resourceName(target.info, target.name);
        host.stdout(flags.text('output') === 'name' ? `${name}\n` : `${name} condition met\n`);
      } catch (failure) {
        if (!(failure instanceof CommandError) || failure.exitCode === 130) throw failure;
        errors.push(failure.message);
      }
    }
    if (errors.length > 0) throw new CommandError(joinErrors(errors));
    return undefined;
  },
};

function readCondition(text: string): Condition {
  if (text.toLowerCase() === 'delete') return { gone: true };
  if (text.toLowerCase() === 'create') return { gone: false, holds: () => true };
  const condition = /^condition=([^=]+)(?:=(.*))?$/i.exec(text);
  if (condition) {
    const [, name = '', value = 'True'] = condition;
    return { gone: false, holds: (object) => conditionStatus(object, name)?.toLowerCase() === value.toLowerCase() };
  }
  if (/^jsonpath=/.test(text)) {
    const match = /^jsonpath=(\{.*\}|[^=]+)(?:=(.+))?$/.exec(text);
    const template = match && relaxedJsonPath((match[1] ?? '').replace(/^'|'$/g, ''));
    if (!match || !template || template.problem !== undefined)
      throw commandError(
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
      );
    const wanted = match[2];
    return {
      gone: false,
      holds: (object) => {
        const values = valuesAt(template, object);
        return wanted === undefined ? values.length > 0 : values.length === 1 && String(values[0]) === wanted;
      },
    };
  }
  throw commandError(`unrecognized condition: ${JSON.stringify(text)}`);
}

function conditionStatus(object: KubernetesObject, name: string): string | undefined {
  const status = (object as { status?: { conditions?: { type: string; status: string }[] } }).status;
  return status?.conditions?.find((one) => one.type.toLowerCase() === name.toLowerCase())?.status;
}

async function targetsOf(flags: ParsedFlags, host: KubectlHost): Promise<Target[]> {
  if (flags.given('filename')) return targetsFromFiles(flags, host);
  const namespace = namespaceOf(flags, host);
  const found: Target[] = [];
  for (const { info, name } of parseResources('kubectl', flags.args)) {
    if (name !== undefined) found.push({ info, name, namespace: info.namespaced ? namespace : '' });
    else {
      if (!flags.enabled('all') && flags.text('selector') === '' && flags.text('field-selector') === '') {
        throw commandError('resource(s) were provided, but no name was specified');
      }
      const where = flags.enabled('all-namespaces') ? undefined : namespace;
      const { items } = await listObjects(host, info, where, selectorQuery(flags, ['selector', 'field-selector']));
      for (const item of items)
        found.push({ info, name: item.metadata.name, namespace: item.metadata.namespace ?? '' });
    }
  }
  return found;
}

/** False after the time was up; `absent` where there was nothing to wait for. */
async function waitFor(
  host: KubectlHost,
  target: Target,
  condition: Condition,
  timeoutMs: number,
): Promise<boolean | 'absent'> {
  const response = await send(host, { method: 'GET', path: pathOf(target.info, target.namespace, target.name) });
  const refusal = refusalOf(response);
  if (refusal?.reason === 'NotFound' && condition.gone) return 'absent';
  if (refusal) throw refusalError(refusal);
  const object = response.body as KubernetesObject;
  if (!condition.gone && condition.holds(object)) return true;
  if (timeoutMs === 0) return false;
  let met = false;
  const end = await follow(
    host,
    {
      method: 'GET',
      path: pathOf(target.info, target.namespace),
      query: {
        watch: 'true',
        fieldSelector: `metadata.name=${target.name}`,
        resourceVersion: object.metadata?.resourceVersion ?? '0',
      },
    },
    {
      onEvent: (event: WatchEvent) => {
        if (event.type === 'ERROR') return 'stop';
        if (event.type === 'BOOKMARK') return undefined;
        met = condition.gone ? event.type === 'DELETED' : event.type !== 'DELETED' && condition.holds(event.object);
        return met ? 'stop' : undefined;
      },
    },
    timeoutMs,
  );
  if (end.interrupted) throw interruptedError();
  return met;
}
