import { encodeBase64 } from '../base64Text.ts';
import { commandError } from '../commandError.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { readTextFile } from '../textFile.ts';
import type { Verb } from '../verb.ts';
import { creationVerb } from './creation.ts';

const sourceFlags: readonly FlagDeclaration[] = [
  { name: 'from-env-file', type: 'list', defaultText: '[]', doc: 'A file of KEY=VALUE lines.' },
  {
    name: 'from-file',
    type: 'list',
    defaultText: '[]',
    doc: 'A file, as PATH or KEY=PATH; a folder for all its files.',
  },
  { name: 'from-literal', type: 'repeated', defaultText: '[]', doc: 'A KEY=VALUE.' },
];

/** `kubectl create configmap`. */
export const createConfigMap = creationVerb({
  name: 'configmap',
  aliases: ['cm'],
  summary: 'Create a config map from a local file, directory or literal value',
  usage: '[--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  examples: [
    { comment: 'From values', command: 'kubectl create configmap settings --from-literal=color=blue' },
    { comment: 'From a file', command: 'kubectl create configmap settings --from-file=app.conf' },
  ],
  kind: 'configmaps',
  failure: 'failed to create configmap: ',
  flags: sourceFlags,
  async build(name, flags, host) {
    const data = await dataOf(flags, host, `ConfigMap "${name}"`);
    return { metadata: { name }, ...(Object.keys(data).length > 0 && { data }) };
  },
});

const createGeneric = creationVerb({
  name: 'generic',
  parent: 'secret',
  summary: 'Create a secret from a local file, directory, or literal value',
  usage: '[--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  examples: [
    { comment: 'From values', command: 'kubectl create secret generic login --from-literal=password=hunter2' },
  ],
  kind: 'secrets',
  failure: 'failed to create secret ',
  flags: [...sourceFlags, { name: 'type', type: 'string', defaultText: '', doc: 'The type of the Secret.' }],
  async build(name, flags, host) {
    const data = encoded(await dataOf(flags, host, `Secret "${name}"`));
    const type = flags.text('type');
    return { metadata: { name }, ...(Object.keys(data).length > 0 && { data }), ...(type !== '' && { type }) };
  },
});

const createTls = creationVerb({
  name: 'tls',
  parent: 'secret',
  summary: 'Create a TLS secret',
  usage: '--cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  examples: [{ comment: 'From two files', command: 'kubectl create secret tls site --cert=site.crt --key=site.key' }],
  kind: 'secrets',
  failure: 'failed to create secret ',
  flags: [
    { name: 'cert', type: 'string', defaultText: '', doc: 'The file of the certificate, PEM.' },
    { name: 'key', type: 'string', defaultText: '', doc: 'The file of the private key, PEM.' },
  ],
  async build(name, flags, host) {
    if (flags.text('key') === '' || flags.text('cert') === '') throw commandError('key and cert must be specified');
    const cert = await readTextFile(host, flags.text('cert'));
    const key = await readTextFile(host, flags.text('key'));
    return { metadata: { name }, type: 'kubernetes.io/tls', data: encoded({ 'tls.crt': cert, 'tls.key': key }) };
  },
});

const createDockerRegistry = creationVerb({
  name: 'docker-registry',
  parent: 'secret',
  summary: 'Create a secret for use with a Docker registry',
  usage: '--docker-username=user --docker-password=password --docker-email=email [--docker-server=string]',
  examples: [
    {
      comment: 'A login',
      command: 'kubectl create secret docker-registry pull --docker-username=me --docker-password=secret',
    },
  ],
  kind: 'secrets',
  failure: 'failed to create secret ',
  flags: [
    { name: 'docker-email', type: 'string', defaultText: '', doc: 'The address.' },
    { name: 'docker-password', type: 'string', defaultText: '', doc: 'The password.' },
    { name: 'docker-server', type: 'string', defaultText: 'https://index.docker.io/v1/', doc: 'The registry.' },
    { name: 'docker-username', type: 'string', defaultText: '', doc: 'The user.' },
  ],
  build(name, flags) {
    const [username, password, email] = ['docker-username', 'docker-password', 'docker-email'].map((flag) =>
      flags.text(flag),
    );
    if (!username || !password) {
      throw commandError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    }
    const login = { username, password, ...(email && { email }), auth: encodeBase64(`${username}:${password}`) };
    const config = JSON.stringify({ auths: { [flags.text('docker-server')]: login } });
    return {
      metadata: { name },
      type: 'kubernetes.io/dockerconfigjson',
      data: encoded({ '.dockerconfigjson': config }),
    };
  },
});

/** `kubectl create secret`, with a verb for each sort. */
export const createSecret: Verb = {
  name: 'secret',
  group: 'Basic Commands (Beginner)',
  summary: 'Create a secret using a specified subcommand',
  usage: 'create secret (docker-registry | generic | tls)',
  examples: [],
  flags: [],
  verbs: [createDockerRegistry, createGeneric, createTls],
  run: async () => undefined,
};

function encoded(data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encodeBase64(value)]));
}

async function dataOf(flags: ParsedFlags, host: KubectlHost, owner: string): Promise<Record<string, string>> {
  const data = new Map<string, string>();
  const add = (key: string, value: string) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      throw commandError(
        `${JSON.stringify(key)} is not valid key name for a ${owner.split(' ')[0]}: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    }
    if (data.has(key)) {
      throw commandError(
        `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ${owner}`,
      );
    }
    data.set(key, value);
  };
  for (const source of flags.texts('from-file')) {
    const equals = source.indexOf('=');
    const path = source.slice(equals + 1);
    const files = (equals < 0 && (await host.listFolder?.(path))) || [path];
    const missing = (where: string) => `error reading ${where}: no such file or directory`;
    for (const file of files) {
      add(
        equals < 0 ? (file.split('/').at(-1) ?? file) : source.slice(0, equals),
        await readTextFile(host, file, missing),
      );
    }
  }
  for (const source of flags.texts('from-literal')) {
    const equals = source.indexOf('=');
    if (equals <= 0) throw commandError(`invalid literal source ${source}, expected key=value`);
    add(source.slice(0, equals), source.slice(equals + 1));
  }
  for (const path of flags.texts('from-env-file')) {
    for (const line of (await readTextFile(host, path)).split('\n')) {
      const text = line.trimStart().replace(/\r$/, '');
      if (text === '' || text.startsWith('#')) continue;
      const equals = text.indexOf('=');
      if (equals > 0) add(text.slice(0, equals), text.slice(equals + 1));
    }
  }
  return Object.fromEntries(data);
}
