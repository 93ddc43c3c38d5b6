import { forEach } from '../changeReport.ts';
import { CommandError, commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag } from '../commonFlags.ts';
import { createBuilt } from '../create/creation.ts';
import { dryRunOf } from '../fieldValidation.ts';
import type { ParsedFlags } from '../flags.ts';
import { type MetricTarget, readMetricTarget } from '../metricTarget.ts';
import { printFlags } from '../printObjects.ts';
import { kindNamed } from '../resourceArguments.ts';
import { liveObject, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';

/** `kubectl autoscale`: makes a HorizontalPodAutoscaler for a workload. */
export const autoscale: Verb = {
  name: 'autoscale',
  group: 'Deploy Commands',
  summary: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  usage: 'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]',
  examples: [
    {
      comment: 'Two to ten replicas, at 80 % of the CPU that they ask for',
      command: 'kubectl autoscale deployment web --min=2 --max=10 --cpu=80%',
    },
  ],
  flags: [
    {
      name: 'cpu',
      type: 'string',
      defaultText: '',
      doc: "The target for CPU: '80%' of the request, or an amount like 500m; a number alone counts millicores.",
    },
    {
      name: 'cpu-percent',
      type: 'integer',
      defaultText: '-1',
      doc: 'The older way to write --cpu with a percentage.',
      hidden: true,
    },
    dryRunFlag,
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-autoscale',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    { name: 'max', type: 'integer', defaultText: '-1', doc: 'The most replicas.', required: true },
    {
      name: 'memory',
      type: 'string',
      defaultText: '',
      doc: "The target for memory: '80%' of the request, or an amount like 500Mi; a number alone counts mebibytes.",
    },
    { name: 'min', type: 'integer', defaultText: '-1', doc: 'The fewest replicas; without it the server decides.' },
    {
      name: 'name',
      type: 'string',
      defaultText: '',
      doc: "The autoscaler's name; the workload's where none is given.",
    },
    outputFlag('json, yaml, name, go-template or jsonpath'),
    ...printFlags,
    recursiveFlag,
  ],
  async run(flags, host) {
    if (flags.given('cpu-percent')) {
      host.stderr(
        "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).\n",
      );
    }
    const [min, max] = [flags.integer('min'), flags.integer('max')];
    if (max < 1) throw commandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min)
      throw commandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    const percent = flags.integer('cpu-percent');
    const [cpu, memory] = [flags.text('cpu'), flags.text('memory')];
    if (percent > 0 && cpu !== '') throw commandError('--cpu-percent and --cpu are mutually exclusive');
    const metrics = [
      ...(percent > 0 ? [metric('cpu', { averageUtilization: percent, type: 'Utilization' })] : []),
      ...(cpu !== '' ? [metric('cpu', readMetricTarget(cpu, 'cpu'))] : []),
      ...(memory !== '' ? [metric('memory', readMetricTarget(memory, 'memory'))] : []),
    ];
    const operation = dryRunOf(flags) === 'client' ? 'created' : 'autoscaled';
    await forEach(await targetsOf(flags, host, flags.args), async (target) => {
      const object = await liveObject(host, target);
      const { group, version, plural, kind } = target.info;
      if (!scalableKinds.includes(kind)) {
        const where = `${group}/${version}, Resource=${plural}`;
        throw commandError(
          `cannot autoscale a ${kind}: could not find scale subresource for ${where} in discovery information`,
        );
      }
      const metadata = { name: flags.text('name') || target.name };
      const spec = {
        maxReplicas: max,
        ...(min > 0 && { minReplicas: min }),
        scaleTargetRef: { apiVersion: object.apiVersion, kind, name: target.name },
      };
      const built = {
        metadata,
        spec: { ...spec, ...(metrics.length > 0 && { metrics }) },
        status: { currentMetrics: null, desiredReplicas: 0 },
      };
      try {
        await createBuilt(flags, host, kindNamed('horizontalpodautoscalers'), built, undefined, operation);
      } catch (failure) {
        if (!(failure instanceof CommandError)) throw failure;
        // Whatever the server has against it, the real kubectl tries the older version, and where that says too little, tells only of it.
        const why = objectionToV1(flags);
        if (why !== undefined) {
          throw commandError(
            `failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${why}`,
          );
        }
        const old = { metadata, spec: { ...spec, ...(percent >= 0 && { targetCPUUtilizationPercentage: percent }) } };
        await createBuilt(flags, host, kindNamed('horizontalpodautoscalers.v1.autoscaling'), old, undefined, operation);
      }
    });
    return undefined;
  },
};

const scalableKinds = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/** Why an autoscaler of the older version would not do, in kubectl's odd words: it looks at `--cpu` alone. */
function objectionToV1(flags: ParsedFlags): string | undefined {
  if (flags.text('cpu').trim() === '') return 'empty input';
  const isPercentage = readMetricTarget(flags.text('cpu'), 'cpu').type === 'Utilization';
  return flags.text('memory') === '' && (flags.integer('cpu-percent') >= 0 || isPercentage) ? undefined : '%!w(<nil>)';
}

function metric(name: 'cpu' | 'memory', target: MetricTarget): object {
  return { resource: { name, target }, type: 'Resource' };
}
