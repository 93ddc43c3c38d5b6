import { containerPod, pod, says, silentOf } from './hoverCheck.ts';

/** A Pod whose containers have these resources; `$0` stands in one of them. */
function podOf(containers: Record<string, string>, init: Record<string, string> = {}): string {
  const list = (all: Record<string, string>) =>
    Object.entries(all).map(([name, rest]) => `    - { name: ${name}, image: x, ${rest} }`);
  const ofInit = Object.keys(init).length > 0 ? ['  initContainers:', ...list(init)] : [];
  return pod([...ofInit, '  containers:', ...list(containers), ''].join('\n'));
}

describe('hover on resources', () => {
  it('says what a container and its Pod get at least and at most', () => {
    says(
      podOf({
        a: '$0resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: 500m, memory: 128Mi } }',
        b: 'resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 500m, memory: 128Mi } }',
      }),
      '`a` is sure of `100m` cpu and `64Mi` memory; at most it gets `500m` cpu and `128Mi` memory',
      'reserves `150m` cpu and `128Mi` memory on its Node (all containers together)',
      'may use `1` cpu and `256Mi` memory',
      'QoS class `Burstable`',
      'the requests would have to be as high as the limits: `a` and `b`',
    );
  });

  it('says that a limit alone is a request', () => {
    says(
      podOf({ a: '$0resources: { limits: { cpu: 200m, memory: 1Gi } }' }),
      '`a` is sure of `200m` cpu and `1Gi` memory',
      '**A limit without a request is a request, too:** so it requests cpu and memory without saying so',
      'QoS class `Guaranteed`',
      'no field sets it',
    );
  });

  it('counts sidecars with the containers, and an init container with the sidecars before it', () => {
    const sidecar = { proxy: 'restartPolicy: Always, resources: { requests: { cpu: 200m } }' };
    says(
      podOf(
        { a: '$0resources: { requests: { cpu: 100m } }' },
        { ...sidecar, init: 'resources: { requests: { cpu: 700m } }' },
      ),
      'reserves `900m` cpu',
      'one init container with the sidecars before it, where that is more',
    );
    says(
      podOf(
        { a: '$0resources: { requests: { cpu: 100m } }' },
        { init: 'resources: { requests: { cpu: 250m } }', ...sidecar },
      ),
      'reserves `300m` cpu',
    );
  });

  it('names the containers without a limit, and what Guaranteed takes', () => {
    says(
      podOf({ a: '$0resources: { limits: { memory: 1Gi } }', b: 'tty: false' }),
      'no end of cpu (`a` and `b` without a limit)',
      'no end of memory (`b` without a limit)',
      'limits are missing: `a` (cpu) and `b` (cpu, memory)',
    );
    says(podOf({ a: '$0resources: {}' }), 'QoS class `BestEffort`', 'first to go');
  });

  it('goes by what the Pod says as a whole', () => {
    says(
      pod('  resou$0rces: { requests: { cpu: 2 }, limits: { cpu: 3, memory: 1Gi } }\n  containers:\n    - name: a\n'),
      'reserves `2` cpu and `1Gi` memory on its Node (the Pod says so as a whole)',
      'may use `3` cpu and `1Gi` memory',
    );
  });
});

describe('hover on an amount', () => {
  const request = (text: string) => containerPod(`resources: { requests: { ${text} } }`);
  const limit = (text: string) => containerPod(`resources: { limits: { ${text} } }`);

  it('says it in other words', () => {
    says(request('cpu: 0$0.5'), '`0.5` = `500m`: 50 % of one core');
    says(request('cpu: 25$00m'), '`250m` = `0.25`: 25 % of one core');
    says(request('memory: 1$0Gi'), '`1Gi` = 1,073,741,824 bytes: powers of 1024');
    says(request('memory: 1$0G'), '`1G` = 1,000,000,000 bytes (about 953.7 MiB): powers of 1000, 7 % less than `1Gi`');
    says(request('$0memory: 1073741824'), '`1073741824` = 1,073,741,824 bytes (1Gi)');
  });

  it('doubts what is hardly meant', () => {
    says(request('memory: 12$08m'), '`128m` is 0.128 bytes', 'You surely mean `128Mi`');
    says(request('memory: 51$02'), 'without a unit these are bytes', '`512Mi`');
    says(request('cpu: 50$00'), 'did you mean `500m`');
    silentOf(request('cpu: 50$00m'), /did you mean/);
  });

  it('says what a request and a limit do', () => {
    says(request('c$0pu: 500m'), 'The scheduler keeps so much free', '`cpu.shares` 512', 'percentage of this');
    says(limit('c$0pu: 500m'), 'at most 50 ms of processor time', '**never killed**');
    says(request('mem$0ory: 1Gi'), 'Pods above their requests go first');
    says(limit('mem$0ory: 1Gi'), '`OOMKilled`, exit code 137');
  });

  it('reads amounts elsewhere, and leaves alone what is none', () => {
    says(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q }\nspec:\n  hard: { requests.c$0pu: "2", pods: 10 }\n',
      '`2` = `2000m`: 2 cores',
    );
    silentOf(request('cpu: a$0 lot'), /core/);
    silentOf(containerPod('resources: { requ$0ests: 7 }'), /NaN|undefined/);
  });
});
