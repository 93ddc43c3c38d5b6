import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { commandError, usageError } from '../commandError.ts';
import { dryRunFlag, outputFlag } from '../commonFlags.ts';
import { commandWords, createBuilt } from '../create/creation.ts';
import { pairs } from '../create/surroundings.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import { hostWith } from '../host.ts';
import { printFlags } from '../printObjects.ts';
import { kindNamed } from '../resourceArguments.ts';
import { runAttached } from '../runAttached.ts';
import type { Verb } from '../verb.ts';

function text(name: string, doc: string): FlagDeclaration {
  return { name, type: 'string', defaultText: '', doc };
}

function yesNo(name: string, doc: string): FlagDeclaration {
  return { name, type: 'boolean', defaultText: 'false', doc };
}

/** `kubectl run`: one Pod from flags. */
export const run: Verb = {
  name: 'run',
  group: 'Basic Commands (Beginner)',
  summary: 'Run a particular image on the cluster',
  usage:
    'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  examples: [
    { comment: 'A web server', command: 'kubectl run web --image=nginx:1.27 --port=80' },
    {
      comment: 'A command of your own',
      command: "kubectl run once --image=busybox --restart=Never --command -- sh -c 'echo hello'",
    },
    { comment: 'Only the manifest', command: 'kubectl run web --image=nginx:1.27 --dry-run=client -o yaml' },
  ],
  flags: [
    { name: 'annotations', type: 'repeated', defaultText: '[]', doc: 'An annotation, KEY=VALUE.' },
    yesNo('attach', 'Wait for the Pod and attach to it; with -i that is what happens anyway.'),
    yesNo('command', "What stands behind -- replaces the image's command, not its arguments."),
    dryRunFlag,
    { name: 'env', type: 'repeated', defaultText: '[]', doc: 'A variable, KEY=VALUE.' },
    yesNo('expose', 'Make a Service for the port too.'),
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-run',
      doc: 'The name under which the fields are recorded.',
    },
    { ...text('image', 'The image to run.'), required: true },
    text('image-pull-policy', 'Always, IfNotPresent or Never.'),
    { ...text('labels', 'Labels of the Pod, KEY=VALUE,….'), short: 'l' },
    yesNo('leave-stdin-open', 'Keep standard input open when the first attached session ends.'),
    outputFlag('json, yaml, name, go-template or jsonpath'),
    text('overrides', 'A JSON object that is merged into the Pod.'),
    text('port', 'The port that the container listens on.'),
    ...printFlags,
    yesNo('privileged', 'Run the container privileged.'),
    { ...yesNo('quiet', 'Say less.'), short: 'q' },
    { name: 'restart', type: 'string', defaultText: 'Always', doc: 'Always, OnFailure or Never.' },
    yesNo('rm', 'Delete the Pod after an attached session.'),
    { ...yesNo('stdin', 'Keep standard input open.'), short: 'i' },
    { ...yesNo('tty', 'Give the container a terminal.'), short: 't' },
  ],
  async run(flags, host) {
    const [name] = flags.args;
    if (name === undefined || flags.dashAt === 0) throw usageError('run', 'NAME is required for run');
    const image = flags.text('image');
    if (!/^[\w][\w.\-/:@]*$/.test(image))
      throw commandError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
    const restart = flags.text('restart');
    if (!['Always', 'OnFailure', 'Never'].includes(restart))
      throw usageError('run', `invalid restart policy: ${restart}`);
    const stdin = flags.enabled('stdin');
    const tty = flags.enabled('tty');
    const attached = flags.given('attach') ? flags.enabled('attach') : stdin;
    const port = flags.text('port');
    if (tty && !stdin) throw usageError('run', '-i/--stdin is required for containers with -t/--tty=true');
    if (flags.enabled('expose') && port === '') throw usageError('run', '--port must be set when exposing a service');
    if (flags.enabled('rm') && !attached) throw usageError('run', '--rm should only be used for attached containers');
    if (attached && flags.text('dry-run') !== 'none') {
      throw usageError(
        'run',
        "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
      );
    }
    const labels = flags.text('labels') === '' ? { run: name } : pairs(flags.text('labels'));
    if (flags.enabled('expose')) {
      const ports = [{ port: Number(port), protocol: 'TCP', targetPort: Number(port) }];
      await createBuilt(flags, host, kindNamed('services'), {
        metadata: { name },
        ...{ spec: { ports, selector: labels }, status: { loadBalancer: {} } },
      });
    }
    const quietly = hostWith(host, { stdout: () => {} });
    const pod = withOverrides(podOf(name, labels, flags), flags);
    const made = await createBuilt(flags, attached ? quietly : host, kindNamed('pods'), pod);
    if (attached) {
      const wish = { container: '', stdin, tty, quiet: flags.enabled('quiet'), rm: flags.enabled('rm') };
      await runAttached(host, made as Stored<Pod>, wish);
    }
    return undefined;
  },
};

function podOf(name: string, labels: Record<string, string>, flags: ParsedFlags): object {
  const words = commandWords(flags);
  const port = flags.text('port');
  if (port !== '' && !/^\d+$/.test(port))
    throw commandError(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
  const env = flags.texts('env').map((word) => {
    const equals = word.indexOf('=');
    if (equals <= 0) throw commandError(`invalid env: ${word}`);
    return { name: word.slice(0, equals), value: word.slice(equals + 1) };
  });
  const annotations = Object.assign({}, ...flags.texts('annotations').map(pairs));
  const policy = flags.text('image-pull-policy');
  return {
    metadata: { name, labels, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      containers: [
        {
          name,
          image: flags.text('image'),
          ...(words.length > 0 && { [flags.enabled('command') ? 'command' : 'args']: words }),
          ...(env.length > 0 && { env }),
          ...(port !== '' && { ports: [{ containerPort: Number(port) }] }),
          ...(policy !== '' && { imagePullPolicy: policy }),
          ...(flags.enabled('privileged') && { securityContext: { privileged: true } }),
          ...(flags.enabled('stdin') && { stdin: true, stdinOnce: !flags.enabled('leave-stdin-open') }),
          ...(flags.enabled('tty') && { tty: true }),
          resources: {},
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: flags.text('restart'),
    },
    status: {},
  };
}

/** A JSON merge of what the user gave into what the flags made. */
function withOverrides(pod: object, flags: ParsedFlags): object {
  const text = flags.text('overrides');
  if (text === '') return pod;
  try {
    return merge(pod, JSON.parse(text)) as object;
  } catch {
    throw commandError('Invalid JSON Patch: the overrides are no JSON object');
  }
}

function merge(value: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...(typeof value === 'object' && value !== null ? value : {}) };
  for (const [key, child] of Object.entries(patch)) {
    if (child === null) delete result[key];
    else result[key] = merge(result[key], child);
  }
  return result;
}
