import fc from 'fast-check';
import type { Pod } from '../../src/api/generated/objects.ts';

/** Names that try to break out of a label, each in its own way. */
export const hostileNames: readonly string[] = [
  '"]; click app1 href "https://example.com"',
  '<script>window.hacked = true</script>',
  '<img src=x onerror="window.hacked=true">',
  '</b></p></foreignObject><script>window.hacked = true</script>',
  'a`b`**c**_d_[link](javascript:alert(1))',
  '1. first',
  '- item',
  '#quot;#35;&lt;&#60;',
  'style a:b#c;',
  'classDef x:#f00;',
  'end',
  'subgraph',
  '%%{init: {"securityLevel": "loose"}}%%',
  'two\nlines\r\nand\ttabs',
  '😀 👩‍👩‍👧 name',
  'شعار \u202Eabc\u202C עברית',
  '\ud800 lone',
  'fa:fa-user',
  '$$\\frac{1}{2}$$',
  '{{a}} ((b)) [/c/] >d] |e|',
  'x'.repeat(253),
  '',
  '---',
  '@{ shape: rect }',
  '__proto__',
];

/** A Pod that has a name in every place where a name, a path, a reason or a number can stand. */
export function hostilePod(name: string): Pod {
  const volumeMounts = [{ name, mountPath: `/${name}`, subPath: name }];
  const probes = {
    startupProbe: { exec: { command: [name, name] }, periodSeconds: name },
    readinessProbe: { httpGet: { path: `/${name}`, port: name, host: name, scheme: name } },
    livenessProbe: { grpc: { port: name, service: name }, initialDelaySeconds: name, failureThreshold: name },
  };
  const ports = [{ containerPort: name, name, protocol: name, hostPort: name }];
  const one = { name, image: name, volumeMounts, ports, ...probes };
  const state = (reason: string) => ({ name, restartCount: name, state: { waiting: { reason } } });
  return {
    metadata: { name },
    spec: {
      volumes: [{ name, configMap: { name } }],
      initContainers: [one, { ...one, restartPolicy: 'Always' }],
      containers: [one],
    },
    status: {
      phase: name,
      podIP: name,
      conditions: [{ type: name, status: 'False', reason: name }],
      initContainerStatuses: [state(name)],
      containerStatuses: [{ ...state(name), lastState: { terminated: { reason: name, exitCode: name } } }],
    },
  } as unknown as Pod;
}

const word = fc.oneof(fc.constantFrom(...hostileNames), fc.string({ unit: 'binary', maxLength: 12 }), fc.integer());
const anything = fc.oneof({ weight: 4, arbitrary: word }, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>);

/** A list of objects with some of these fields, or something else altogether. */
function listOf(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const item = fc.record(fields, { requiredKeys: [] });
  return fc.oneof(
    { weight: 5, arbitrary: fc.array(fc.oneof({ weight: 5, arbitrary: item }, anything), { maxLength: 4 }) },
    anything,
  );
}

const names = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, anything]));
const probe = fc.record(names('exec', 'httpGet', 'tcpSocket', 'grpc', 'periodSeconds'), { requiredKeys: [] });
const containers = listOf({
  ...names('name', 'image'),
  restartPolicy: fc.constantFrom('Always', 'Never', 7),
  ports: listOf(names('containerPort', 'protocol', 'name', 'hostPort')),
  volumeMounts: listOf({ ...names('name', 'mountPath', 'subPath'), readOnly: fc.boolean() }),
  startupProbe: fc.oneof(probe, anything),
  readinessProbe: fc.oneof(probe, anything),
  livenessProbe: fc.oneof(probe, anything),
});
const statuses = listOf({
  ...names('name', 'ready', 'started', 'restartCount', 'lastState'),
  state: fc.oneof(fc.record(names('waiting', 'running', 'terminated'), { requiredKeys: [] }), anything),
});

/** Any JSON value where a Pod should be, most often one with the shape of a Pod. */
export const anyPod = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        metadata: fc.oneof(fc.record(names('name', 'deletionTimestamp')), anything),
        spec: fc.oneof(
          {
            weight: 5,
            arbitrary: fc.record({
              initContainers: containers,
              containers,
              volumes: listOf(names('name', 'configMap')),
            }),
          },
          anything,
        ),
        status: fc.oneof(
          {
            weight: 3,
            arbitrary: fc.record({
              ...names('phase', 'podIP'),
              conditions: listOf(names('type', 'reason')),
              containerStatuses: statuses,
            }),
          },
          anything,
        ),
      },
      { requiredKeys: [] },
    ),
  },
  fc.object(),
) as unknown as fc.Arbitrary<Pod>;
