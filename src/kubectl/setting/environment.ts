import type { ConfigMap, EnvVar, Secret } from '../../api/generated/objects.ts';
import { strictEnvVarName } from '../../api/names.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { namespaceOf } from '../commonFlags.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { podSpecOf, withContainers } from '../podTemplate.ts';
import { getObject } from '../requests.ts';
import { parseResources } from '../resourceArguments.ts';
import type { Target } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { containersFlag, matchesName } from './containerNames.ts';
import { changeSubjects, setFlags, subjectName, subjectsOf } from './templateChange.ts';

/** `kubectl set env`: `KEY=VALUE` sets, `KEY-` removes. */
export const setEnvironment: Verb = {
  name: 'env',
  group: 'Basic Commands (Beginner)',
  summary: 'Update environment variables on a pod template',
  usage: 'set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  examples: [
    { comment: 'Set a variable', command: 'kubectl set env deployment/web COLOR=blue' },
    { comment: 'Remove it', command: 'kubectl set env deployment/web COLOR-' },
    { comment: 'What is set', command: 'kubectl set env deployment/web --list' },
    { comment: 'All keys of a ConfigMap', command: 'kubectl set env deployment/web --from=configmap/settings' },
  ],
  flags: [
    ...setFlags,
    containersFlag,
    { name: 'env', short: 'e', type: 'repeated', defaultText: '[]', doc: 'A KEY=VALUE.' },
    { name: 'from', type: 'string', defaultText: '', doc: 'A ConfigMap or Secret whose keys to use (configmap/NAME).' },
    { name: 'keys', type: 'list', defaultText: '[]', doc: 'Only these keys of --from.' },
    { name: 'list', type: 'boolean', defaultText: 'false', doc: 'Print the variables.' },
    { name: 'overwrite', type: 'boolean', defaultText: 'true', doc: 'Allow a value to be replaced.' },
    { name: 'prefix', type: 'string', defaultText: '', doc: 'Put before each key of --from.' },
  ],
  async run(flags, host) {
    const isChange = (word: string) => /^[^/]+=/.test(word) || (/^[A-Za-z_][^/]*-$/.test(word) && word !== '-');
    const words = flags.args.filter((word) => !isChange(word));
    const changes = [...flags.args.filter(isChange), ...flags.texts('env')];
    if (words.length === 0 && !flags.given('filename')) {
      throw commandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    }
    const set: EnvVar[] = changes
      .filter((word) => word.includes('='))
      .map((word) => {
        const equals = word.indexOf('=');
        return { name: word.slice(0, equals), value: word.slice(equals + 1) };
      });
    const removed = changes.filter((word) => !word.includes('=')).map((word) => word.slice(0, -1));
    for (const { name } of set) {
      const [problem] = strictEnvVarName(name);
      if (problem !== undefined) throw commandError(`${JSON.stringify(name)} is not a valid key name: ${problem}`);
    }
    if (removed.some((name) => set.some((variable) => variable.name === name))) {
      throw commandError('can not both modify and remove the same environment variable in the same command');
    }
    if (flags.text('from') !== '') set.push(...(await variablesFrom(flags, host)));
    const subjects = await subjectsOf(flags, host, words);
    if (flags.enabled('list')) {
      for (const { object } of subjects) host.stdout(listText(object, flags.text('containers')));
      return undefined;
    }
    const pattern = flags.text('containers');
    const change = (object: KubernetesObject, target: Target) => {
      const spec = podSpecOf(object);
      const chosen = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].filter(({ name }) =>
        matchesName(name, pattern),
      );
      if (chosen.length === 0) {
        const what = `${target.info.kind}/${target.name} does not have any containers matching`;
        host.stderr(`Warning: ${what} ${JSON.stringify(pattern)}\n`);
      }
      return withContainers(object, (container) => {
        if (!chosen.includes(container)) return container;
        const env = changed(container.env ?? [], set, removed, flags, target);
        return env.length === 0 && container.env === undefined ? container : { ...container, env };
      });
    };
    const failure = 'failed to patch env update to pod template:';
    await changeSubjects(flags, host, subjects, { operation: 'env updated', failure, needs: 'Pod template', change });
    return undefined;
  },
};

function changed(
  env: readonly EnvVar[],
  set: readonly EnvVar[],
  removed: readonly string[],
  flags: ParsedFlags,
  target: Target,
): EnvVar[] {
  const result = env.filter((variable) => !removed.includes(variable.name));
  for (const variable of set) {
    const at = result.findIndex((one) => one.name === variable.name);
    if (at < 0) result.push(variable);
    else if (flags.enabled('overwrite')) result[at] = variable;
    else
      throw commandError(
        `${subjectName(target)} '${variable.name}' already has a value (${result[at]?.value ?? ''}), and --overwrite is false`,
      );
  }
  return result;
}

async function variablesFrom(flags: ParsedFlags, host: KubectlHost): Promise<EnvVar[]> {
  const [target] = parseResources('kubectl', [flags.text('from')]);
  if (!target?.name || (target.info.kind !== 'ConfigMap' && target.info.kind !== 'Secret')) {
    throw commandError(`unsupported resource specified in --from`);
  }
  const { name, info } = target;
  const source = await getObject<ConfigMap & Secret>(host, info, namespaceOf(flags, host), name);
  const wanted = flags.texts('keys');
  const keys = Object.keys(source.data ?? {})
    .sort()
    .filter((key) => wanted.length === 0 || wanted.includes(key));
  return keys.map((key) => ({
    name: flags.text('prefix') + key.replace(/[^A-Za-z0-9_]/g, '_').toUpperCase(),
    valueFrom: info.kind === 'Secret' ? { secretKeyRef: { name, key } } : { configMapKeyRef: { name, key } },
  }));
}

function listText(object: KubernetesObject, pattern: string): string {
  const spec = podSpecOf(object);
  const lines: string[] = [];
  for (const containers of [spec?.containers ?? [], spec?.initContainers ?? []]) {
    for (const container of containers) {
      if (!matchesName(container.name, pattern)) continue;
      lines.push(`# ${object.kind ?? ''} ${object.metadata?.name ?? ''}, container ${container.name}`);
      for (const variable of container.env ?? []) lines.push(variableText(variable));
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

function variableText({ name, value, valueFrom }: EnvVar): string {
  if (!valueFrom) return `${name}=${value ?? ''}`;
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef) return `# ${name} from field path ${fieldRef.fieldPath}`;
  if (resourceFieldRef) return `# ${name} from resource field ${resourceFieldRef.resource}`;
  if (configMapKeyRef) return `# ${name} from configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `# ${name} from secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`;
  return `# ${name}`;
}
