import { commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag } from '../commonFlags.ts';
import { createBuilt } from '../create/creation.ts';
import { podTemplateOf } from '../podTemplate.ts';
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
      doc: "The target for CPU: '80%' of the request, or an amount like 500m.",
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
      doc: "The target for memory: '80%' of the request, or an amount like 500Mi.",
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
    const metrics = [
      ...(percent >= 0 ? [metric('cpu', `${percent}%`)] : []),
      ...(flags.text('cpu') !== '' ? [metric('cpu', flags.text('cpu'))] : []),
      ...(flags.text('memory') !== '' ? [metric('memory', flags.text('memory'))] : []),
    ];
    for (const target of await targetsOf(flags, host, flags.args)) {
      const object = await liveObject(host, target);
      if (!podTemplateOf(object) || ['Job', 'DaemonSet'].includes(target.info.kind)) {
        throw commandError(`cannot autoscale a ${target.info.kind}: could not find scale subresource`);
      }
      const name = flags.text('name') || target.name;
      await createBuilt(
        flags,
        host,
        kindNamed('horizontalpodautoscalers'),
        {
          metadata: { name },
          ...{
            spec: {
              maxReplicas: max,
              ...(min > 0 && { minReplicas: min }),
              ...(metrics.length > 0 && { metrics }),
              scaleTargetRef: { apiVersion: object.apiVersion, kind: target.info.kind, name: target.name },
            },
            status: { currentMetrics: null, desiredReplicas: 0 },
          },
        },
        undefined,
        'autoscaled',
      );
    }
    return undefined;
  },
};

function metric(name: 'cpu' | 'memory', text: string): object {
  const percent = /^(\d+)%?$/.exec(text);
  const target = text.endsWith('%')
    ? { averageUtilization: Number(percent?.[1] ?? 0), type: 'Utilization' }
    : { averageValue: text, type: 'AverageValue' };
  return { resource: { name, target }, type: 'Resource' };
}
