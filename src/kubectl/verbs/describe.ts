import type { Event } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { joinErrors } from '../changeReport.ts';
import { CommandError, commandError } from '../commandError.ts';
import {
  allNamespacesFlag,
  filenameFlag,
  namespaceOf,
  recursiveFlag,
  selectorFlag,
  selectorQuery,
} from '../commonFlags.ts';
import { DescribeText } from '../describe/describeText.ts';
import { describerOf } from '../describers.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { targetsFromFiles } from '../manifestSource.ts';
import { listObjects, send } from '../requests.ts';
import { kindNamed, parseResources, type ResourceTarget } from '../resourceArguments.ts';
import { statusText } from '../statusText.ts';
import { filesAndArgumentsText } from '../targets.ts';
import type { Verb } from '../verb.ts';

/** `kubectl describe`: objects in prose, with what happened to them. */
export const describe: Verb = {
  name: 'describe',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Show details of a specific resource or group of resources',
  usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  examples: [
    { comment: 'One Pod, its containers, volumes and Events', command: 'kubectl describe pod web' },
    { comment: 'All Pods with a label', command: 'kubectl describe pods -l app=web' },
  ],
  flags: [
    allNamespacesFlag,
    filenameFlag,
    recursiveFlag,
    selectorFlag,
    { name: 'show-events', type: 'boolean', defaultText: 'true', doc: 'Show the Events of the object.' },
  ],
  async run(flags, host) {
    const namespace = namespaceOf(flags, host);
    const fromFiles = flags.given('filename');
    if (fromFiles && flags.args.length > 0) throw commandError(filesAndArgumentsText);
    const targets: (ResourceTarget & { namespace: string })[] = fromFiles
      ? await targetsFromFiles(flags, host)
      : parseResources('kubectl', flags.args).map((target) => ({ ...target, namespace }));
    if (flags.text('selector') !== '' && !fromFiles && targets.some((target) => target.name !== undefined)) {
      throw commandError('name cannot be provided when a selector is specified');
    }
    if (targets.length === 0 && !fromFiles) {
      throw commandError(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    }
    const errors: string[] = [];
    let first = true;
    for (const target of targets) {
      const found = await objectsOf(flags, host, target);
      if (typeof found === 'string') {
        errors.push(found);
        continue;
      }
      for (const object of found) {
        host.stdout(
          `${first ? '' : '\n\n'}${await describeObject(host, target.info, object, flags.enabled('show-events'))}`,
        );
        first = false;
      }
    }
    if (first && errors.length === 0) {
      const everywhere = flags.enabled('all-namespaces');
      host.stderr(everywhere ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
    }
    if (errors.length > 0) throw new CommandError(joinErrors(errors));
    return undefined;
  },
};

/** The object of that name; else those whose names begin so; else why there is none. */
async function objectsOf(
  flags: ParsedFlags,
  host: KubectlHost,
  target: ResourceTarget & { namespace: string },
): Promise<readonly Stored[] | string> {
  const { info, name, namespace } = target;
  if (name === undefined) {
    const where = flags.enabled('all-namespaces') ? undefined : namespace;
    return (await listObjects(host, info, where, selectorQuery(flags, ['selector']))).items;
  }
  const response = await send(host, { method: 'GET', path: pathOf(info, namespace, name) });
  const refusal = refusalOf(response);
  if (!refusal) return [response.body as Stored];
  if (refusal.reason === 'NotFound') {
    const { items } = await listObjects(host, info, namespace);
    const alike = items.filter((item) => item.metadata.name.startsWith(name));
    if (alike.length > 0) return alike;
  }
  return statusText(refusal);
}

async function describeObject(host: KubectlHost, info: KindInfo, object: Stored, showEvents: boolean): Promise<string> {
  const text = new DescribeText();
  const events = showEvents ? await eventsAbout(host, object) : [];
  await describerOf(info)(object, {
    text,
    events,
    nowMs: host.nowMs(),
    list: async <T extends KubernetesObject>(kindName: string, namespace?: string) =>
      (await listObjects<T>(host, kindNamed(kindName), namespace)).items,
  });
  return text.toString();
}

async function eventsAbout(host: KubectlHost, object: Stored): Promise<readonly Event[]> {
  const { name, namespace, uid } = object.metadata;
  const fieldSelector = `involvedObject.name=${name},involvedObject.kind=${object.kind}`;
  const { items } = await listObjects<Event>(host, kindNamed('events'), namespace, { fieldSelector });
  return items.filter((event) => event.involvedObject?.uid === uid || event.involvedObject?.uid === name);
}
