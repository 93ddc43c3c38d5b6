import type { KubernetesObject, WatchEvent } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { joinErrors } from '../changeReport.ts';
import { CommandError, commandError } from '../commandError.ts';
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlag,
  outputFlag,
  recursiveFlag,
  selectorFlag,
} from '../commonFlags.ts';
import type { KubectlHost } from '../host.ts';
import { relaxedJsonPath, valuesAt } from '../jsonPath.ts';
import { objectPrinter, printFlags } from '../printObjects.ts';
import { follow, interruptedError, send } from '../requests.ts';
import { resourceName } from '../resourceArguments.ts';
import { refusalError } from '../statusText.ts';
import { allFlag, type Target, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';

type Condition =
  | { readonly kind: 'gone' | 'created' }
  | { readonly kind: 'state'; holds(object: KubernetesObject): boolean };

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
    allFlag,
    allNamespacesFlag,
    fieldSelectorFlag,
    filenameFlag,
    {
      name: 'for',
      type: 'string',
      defaultText: '',
      doc: 'condition=NAME[=VALUE], delete, create or jsonpath=PATH[=VALUE].',
    },
    outputFlag('json, yaml, name, go-template or jsonpath'),
    ...printFlags,
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
    const looksOnce = flags.durationMs('timeout') === 0;
    const printer = await objectPrinter(flags, host);
    const timeoutMs = flags.durationMs('timeout') < 0 ? 7 * 24 * 3_600_000 : flags.durationMs('timeout');
    const deadlineMs = host.nowMs() + timeoutMs;
    const targets = await targetsOf(flags, host, flags.args);
    if (targets.length === 0 && condition.kind !== 'gone') throw commandError('no matching resources found');
    const errors: string[] = [];
    for (const target of targets) {
      try {
        const met = await waitFor(host, target, condition, Math.max(0, deadlineMs - host.nowMs()));
        if (met === 'timeout') {
          const what = looksOnce ? 'condition not met for' : 'timed out waiting for the condition on';
          throw commandError(`${what} ${target.info.plural}/${target.name}`);
        }
        if (met === 'absent') continue;
        host.stdout(printer?.print(met) ?? `${resourceName(target.info, target.name)} condition met\n`);
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
  if (text.toLowerCase() === 'delete') return { kind: 'gone' };
  if (text.toLowerCase() === 'create') return { kind: 'created' };
  const condition = /^condition=([^=]*)(?:=(.*))?$/i.exec(text);
  if (condition) {
    const [, name = '', value = 'True'] = condition;
    return { kind: 'state', holds: (object) => conditionStatus(object, name)?.toLowerCase() === value.toLowerCase() };
  }
  if (/^jsonpath=/.test(text)) {
    if (text === 'jsonpath=') throw commandError('jsonpath expression cannot be empty');
    if (/^jsonpath=\{[^}]*$/.test(text)) {
      throw commandError(
        "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
      );
    }
    const match = /^jsonpath=(\{.*\}|[^=]+)(?:=(.+))?$/.exec(text);
    const template = match && relaxedJsonPath((match[1] ?? '').replace(/^'|'$/g, ''));
    if (!match || !template || template.problem !== undefined)
      throw commandError(
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
      );
    const wanted = match[2];
    return {
      kind: 'state',
      holds: (object) => {
        const values = valuesAt(template, object);
        if (wanted !== undefined && values.some((value) => typeof value === 'object' && value !== null)) {
          throw commandError('jsonpath leads to a nested object or list which is not supported');
        }
        return wanted === undefined ? values.length > 0 : values.length === 1 && String(values[0]) === wanted;
      },
    };
  }
  throw commandError(`unrecognized condition: ${JSON.stringify(text)}`);
}

function holds(condition: Condition, object: KubernetesObject): boolean {
  return condition.kind === 'state' ? condition.holds(object) : condition.kind === 'created';
}

function conditionStatus(object: KubernetesObject, name: string): string | undefined {
  const status = (object as { status?: { conditions?: { type: string; status: string }[] } }).status;
  return status?.conditions?.find((one) => one.type.toLowerCase() === name.toLowerCase())?.status;
}

/** The object that met the condition; `absent` where there was nothing to wait for: no selector has found it. */
async function waitFor(
  host: KubectlHost,
  target: Target,
  condition: Condition,
  timeoutMs: number,
): Promise<KubernetesObject | 'timeout' | 'absent'> {
  const response = await send(host, { method: 'GET', path: pathOf(target.info, target.namespace, target.name) });
  const refusal = refusalOf(response);
  if (refusal?.reason === 'NotFound' && condition.kind === 'gone') return target.found ?? 'absent';
  const comes = refusal?.reason === 'NotFound' && condition.kind === 'created';
  if (refusal && !comes) throw refusalError(refusal);
  const object = response.body as KubernetesObject;
  if (!comes && holds(condition, object)) return object;
  if (timeoutMs === 0) return 'timeout';
  let met: KubernetesObject | undefined;
  const end = await follow(
    host,
    {
      method: 'GET',
      path: pathOf(target.info, target.namespace),
      query: {
        watch: 'true',
        fieldSelector: `metadata.name=${target.name}`,
        resourceVersion: comes ? '0' : (object.metadata?.resourceVersion ?? '0'),
      },
    },
    {
      onEvent: (event: WatchEvent) => {
        if (event.type === 'ERROR') return 'stop';
        if (event.type === 'BOOKMARK') return undefined;
        const isMet = event.type === 'DELETED' ? condition.kind === 'gone' : holds(condition, event.object);
        if (isMet) met = event.object;
        return isMet ? 'stop' : undefined;
      },
    },
    timeoutMs,
  );
  if (end.interrupted) throw interruptedError();
  if (!met && comes) throw commandError('timed out waiting for the condition');
  return met ?? 'timeout';
}
