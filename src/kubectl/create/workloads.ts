import type { Container, CronJob, JobTemplateSpec } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { commandError, usageError } from '../commandError.ts';
import { namespaceOf } from '../commonFlags.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { getObject } from '../requests.ts';
import { parseResources } from '../resourceArguments.ts';
import { commandWords, creationVerb } from './creation.ts';

const imageFlag: FlagDeclaration = { name: 'image', type: 'string', defaultText: '', doc: 'The image to run.' };

/** `kubectl create deployment`. */
export const createDeployment = creationVerb({
  name: 'deployment',
  aliases: ['deploy'],
  summary: 'Create a deployment with the specified name',
  usage: '--image=image -- [COMMAND] [args...]',
  examples: [
    { comment: 'One replica of an image', command: 'kubectl create deployment web --image=nginx:1.27' },
    {
      comment: 'Three replicas with a port',
      command: 'kubectl create deployment web --image=nginx:1.27 --replicas=3 --port=80',
    },
    {
      comment: 'Only the manifest',
      command: 'kubectl create deployment web --image=nginx:1.27 --dry-run=client -o yaml',
    },
  ],
  kind: 'deployments',
  failure: 'failed to create deployment: ',
  flags: [
    { ...imageFlag, type: 'list', defaultText: '[]', doc: 'The images to run, each in a container.', required: true },
    { name: 'port', type: 'integer', defaultText: '-1', doc: 'The port that the first container listens on.' },
    { name: 'replicas', short: 'r', type: 'integer', defaultText: '1', doc: 'How many Pods.' },
  ],
  build(name, flags) {
    const images = flags.texts('image');
    const command = commandWords(flags);
    if (images.length > 1 && command.length > 0) {
      throw commandError('cannot specify multiple --image options and command');
    }
    const port = flags.integer('port');
    const containers = images.map((image, index) => ({
      name: containerName(image),
      image,
      ...(command.length > 0 && { command }),
      ...(index === 0 && port >= 0 && { ports: [{ containerPort: port }] }),
      resources: {},
    }));
    return {
      metadata: { name, labels: { app: name } },
      spec: {
        replicas: flags.integer('replicas'),
        selector: { matchLabels: { app: name } },
        strategy: {},
        template: { metadata: { labels: { app: name } }, spec: { containers } },
      },
      status: {},
    };
  },
});

/** `kubectl create job`, from an image or from a CronJob's template. */
export const createJob = creationVerb({
  name: 'job',
  summary: 'Create a job with the specified name',
  usage: '--image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  examples: [
    { comment: 'A command that runs once', command: 'kubectl create job hello --image=busybox -- echo hello' },
    { comment: 'What a CronJob does, now', command: 'kubectl create job now --from=cronjob/report' },
  ],
  kind: 'jobs',
  failure: 'failed to create job: ',
  flags: [
    { name: 'from', type: 'string', defaultText: '', doc: 'The CronJob whose template to use (cronjob/NAME).' },
    imageFlag,
  ],
  async build(name, flags, host) {
    const image = flags.text('image');
    const from = flags.text('from');
    const command = commandWords(flags);
    if (image === '' && from === '') throw commandError('either --image or --from must be specified');
    if (image !== '' && from !== '') throw commandError('only one of --image or --from is allowed');
    if (from !== '' && command.length > 0) throw commandError('cannot specify --from and command');
    if (from !== '') return jobFromCronJob(name, await cronJobOf(from, flags, host));
    return {
      metadata: { name },
      spec: {
        template: {
          metadata: {},
          spec: { containers: [plainContainer(name, image, command)], restartPolicy: 'Never' },
        },
      },
      status: {},
    };
  },
});

/** `kubectl create cronjob`. */
export const createCronJob = creationVerb({
  name: 'cronjob',
  aliases: ['cj'],
  summary: 'Create a cron job with the specified name',
  usage: "--image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
  examples: [
    {
      comment: 'Every five minutes',
      command: "kubectl create cronjob report --image=busybox --schedule='*/5 * * * *' -- date",
    },
  ],
  kind: 'cronjobs',
  failure: 'failed to create cronjob: ',
  flags: [
    { ...imageFlag, required: true },
    { name: 'restart', type: 'string', defaultText: '', doc: "The Pods' restart policy: OnFailure or Never." },
    { name: 'schedule', type: 'string', defaultText: '', doc: 'When to run, as cron writes it.', required: true },
  ],
  build(name, flags) {
    const containers = [plainContainer(name, flags.text('image'), commandWords(flags))];
    return {
      metadata: { name },
      spec: {
        jobTemplate: {
          metadata: { name },
          spec: {
            template: { metadata: {}, spec: { containers, restartPolicy: flags.text('restart') || 'OnFailure' } },
          },
        },
        schedule: flags.text('schedule'),
      },
      status: {},
    };
  },
});

function plainContainer(name: string, image: string, command: readonly string[]): Container {
  return { name, image, ...(command.length > 0 && { command: [...command] }), resources: {} };
}

/**
 * The image's last word without tag and digest. kubectl replaces what a name cannot hold and adds five random letters;
 * ours come from the image, so that a session replays.
 */
function containerName(image: string): string {
  const word = (image.split('/').at(-1) ?? image).split(':')[0]?.split('@')[0] ?? image;
  if (!/[_.]/.test(word)) return word;
  let hash = 2166136261;
  for (const character of image) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return `${word.replace(/[_.]/g, '-')}-${hash.toString(36).padStart(5, '0').slice(-5)}`;
}

async function cronJobOf(from: string, flags: ParsedFlags, host: KubectlHost): Promise<Stored<CronJob>> {
  const [target] = parseResources('kubectl', from.includes('/') ? [from] : ['cronjobs', from]);
  if (target?.name === undefined) throw usageError('create job', `no objects passed to create job`);
  if (target.info.kind !== 'CronJob') throw commandError(`from must be an existing cronjob`);
  return getObject<CronJob>(host, target.info, namespaceOf(flags, host), target.name);
}

function jobFromCronJob(name: string, cronJob: Stored<CronJob>): object {
  const template: JobTemplateSpec = cronJob.spec?.jobTemplate ?? {};
  return {
    metadata: {
      name,
      annotations: { ...template.metadata?.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
      ...(template.metadata?.labels && { labels: template.metadata.labels }),
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: cronJob.metadata.name,
          uid: cronJob.metadata.uid,
          controller: true,
        },
      ],
    },
    spec: template.spec,
    status: {},
  };
}
