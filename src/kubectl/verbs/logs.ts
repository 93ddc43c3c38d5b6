import type { Container, Pod } from '../../api/generated/objects.ts';
import { type KindInfo, servedKind } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { CommandError, commandError, usageError } from '../commandError.ts';
import { namespaceOf, selectorFlag } from '../commonFlags.ts';
import { defaultContainer, podContainers } from '../defaultContainer.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { podsSelectedBy } from '../podOf.ts';
import { follow, interruptedError, listObjects, send } from '../requests.ts';
import { parseResources } from '../resourceArguments.ts';
import { refusalError } from '../statusText.ts';
import type { Verb } from '../verb.ts';

/** `kubectl logs`: what containers have written, once or as they write it. */
export const logs: Verb = {
  name: 'logs',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Print the logs for a container in a pod',
  usage: 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  examples: [
    { comment: 'What the only container of a Pod wrote', command: 'kubectl logs web' },
    { comment: 'What one of its containers writes, until Ctrl-C', command: 'kubectl logs -f web -c shipper' },
    { comment: 'What the container wrote before it was restarted', command: 'kubectl logs web --previous' },
    {
      comment: 'The last lines of all containers of some Pods',
      command: 'kubectl logs -l app=web --all-containers --tail=5',
    },
  ],
  flags: [
    {
      name: 'all-containers',
      type: 'boolean',
      defaultText: 'false',
      doc: 'The logs of all containers, init containers first.',
    },
    {
      name: 'all-pods',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Of all Pods of the workload, each with its name.',
    },
    { name: 'container', short: 'c', type: 'string', defaultText: '', doc: 'The container to read.' },
    { name: 'follow', short: 'f', type: 'boolean', defaultText: 'false', doc: 'Go on printing what is written.' },
    {
      name: 'ignore-errors',
      type: 'boolean',
      defaultText: 'false',
      doc: 'While following, go on where a log cannot be read.',
    },
    { name: 'limit-bytes', type: 'integer', defaultText: '0', doc: 'At most this many bytes; 0 for all.' },
    { name: 'max-log-requests', type: 'integer', defaultText: '5', doc: 'How many logs may be followed at once.' },
    { name: 'prefix', type: 'boolean', defaultText: 'false', doc: 'Put Pod and container before each line.' },
    {
      name: 'previous',
      short: 'p',
      type: 'boolean',
      defaultText: 'false',
      doc: 'The log of the container before its last restart.',
    },
    selectorFlag,
    { name: 'since', type: 'duration', defaultText: '0s', doc: 'Only what is younger, for example 5s or 2m.' },
    {
      name: 'tail',
      type: 'integer',
      defaultText: '-1',
      doc: 'How many of the last lines; all by default, 10 with a selector.',
    },
    { name: 'timestamps', type: 'boolean', defaultText: 'false', doc: 'Put the time before each line.' },
  ],
  async run(flags, host) {
    const pods = await podsOf(flags, host);
    const sources = pods.flatMap((pod) => sourcesOf(pod, flags, host));
    if (flags.enabled('follow') && sources.length > 1) {
      const limit = flags.integer('max-log-requests');
      if (sources.length > limit) {
        throw commandError(
          `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`,
        );
      }
      await Promise.all(sources.map((source) => printLog(source, flags, host)));
    } else for (const source of sources) await printLog(source, flags, host);
    return undefined;
  },
};

interface LogSource {
  readonly pod: Stored<Pod>;
  readonly container: string;
}

async function podsOf(flags: ParsedFlags, host: KubectlHost): Promise<Stored<Pod>[]> {
  const namespace = namespaceOf(flags, host);
  const selector = flags.text('selector');
  if (selector !== '') {
    if (flags.args.length > 0) throw usageError('logs', 'only a selector (-l) or a POD name is allowed');
    const { items } = await listObjects<Pod>(host, servedKind('pods'), namespace, { labelSelector: selector });
    if (items.length === 0) host.stderr(`No resources found in ${namespace} namespace.\n`);
    return items;
  }
  const [first, second] = flags.args;
  if (first === undefined) {
    throw usageError(
      'logs',
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  }
  if (flags.args.length > 2 || (second !== undefined && flags.text('container') !== '')) {
    throw usageError('logs', 'only one of -c or an inline [CONTAINER] arg is allowed');
  }
  const [target] = first.includes('/') ? parseResources('kubectl', [first]) : [];
  if (!target || target.info.kind === 'Pod') {
    return [await found<Pod>(host, servedKind('pods'), namespace, target?.name ?? first)];
  }
  const pods = await podsSelectedBy(host, target.info, await found(host, target.info, namespace, target.name ?? ''));
  const [pod] = pods;
  if (!pod || flags.enabled('all-pods')) return pods;
  if (pods.length > 1) host.stderr(`Found ${pods.length} pods, using pod/${pod.metadata.name}\n`);
  return [pod];
}

/** The object; of one that is not there this verb has words of its own. */
async function found<T extends KubernetesObject>(
  host: KubectlHost,
  info: KindInfo,
  namespace: string,
  name: string,
): Promise<Stored<T>> {
  const response = await send(host, { method: 'GET', path: pathOf(info, namespace, name) });
  const refusal = refusalOf(response);
  if (refusal?.reason === 'NotFound') {
    throw commandError(`error from server (NotFound): ${refusal.message} in namespace "${namespace}"`);
  }
  if (refusal) throw refusalError(refusal);
  return response.body as Stored<T>;
}

function sourcesOf(pod: Stored<Pod>, flags: ParsedFlags, host: KubectlHost): LogSource[] {
  if (flags.enabled('all-containers')) {
    const all: Container[] = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
    return all.map((container) => ({ pod, container: container.name }));
  }
  const wanted = flags.text('container') || flags.args[1];
  if (wanted) {
    if (!podContainers(pod).some((container) => container.name === wanted)) {
      throw commandError(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
    }
    return [{ pod, container: wanted }];
  }
  return [{ pod, container: defaultContainer(pod, (text) => host.stderr(text)) }];
}

async function printLog(source: LogSource, flags: ParsedFlags, host: KubectlHost): Promise<void> {
  const { pod, container } = source;
  const sinceMs = flags.durationMs('since');
  const tail = flags.given('tail') ? flags.integer('tail') : flags.text('selector') !== '' ? 10 : -1;
  if (tail < -1) throw commandError('--tail must be greater than or equal to -1');
  const limit = flags.integer('limit-bytes');
  const query: Record<string, string> = {
    container,
    ...(flags.enabled('follow') && { follow: 'true' }),
    ...(flags.enabled('previous') && { previous: 'true' }),
    ...(flags.enabled('timestamps') && { timestamps: 'true' }),
    ...(sinceMs > 0 && { sinceSeconds: String(Math.ceil(sinceMs / 1000)) }),
    ...(tail >= 0 && { tailLines: String(tail) }),
    ...(limit > 0 && { limitBytes: String(limit) }),
  };
  const path = pathOf(servedKind('pods'), pod.metadata.namespace, pod.metadata.name, 'log');
  const request: ApiRequest = { method: 'GET', path, query };
  const print = linePrinter(
    flags.enabled('prefix') || flags.enabled('all-pods') ? `[pod/${pod.metadata.name}/${container}] ` : '',
    host,
  );
  if (!flags.enabled('follow')) {
    const response = await send(host, request);
    const refusal = refusalOf(response);
    if (refusal) throw refusalError(refusal);
    if (typeof response.body === 'string') print(response.body);
    return;
  }
  try {
    const end = await follow(host, request, { onText: (_channel, text) => print(text) });
    if (end.interrupted) throw interruptedError();
    if (end.error !== undefined) throw commandError(end.error);
  } catch (failure) {
    if (!flags.enabled('ignore-errors') || !(failure instanceof CommandError) || failure.exitCode === 130)
      throw failure;
    host.stderr(`${failure.message}\n`);
  }
}

function linePrinter(prefix: string, host: KubectlHost): (text: string) => void {
  if (prefix === '') return (text) => text !== '' && host.stdout(text);
  let atStart = true;
  return (text) => {
    let prefixed = '';
    for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
      prefixed += (atStart ? prefix : '') + line;
      atStart = line.endsWith('\n');
    }
    if (prefixed !== '') host.stdout(prefixed);
  };
}
