import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

const resources = (text: string) => ({ container: `resources: ${text}` });

describe('claims of the documentation on resources and classes', () => {
  const classes: [string, string, string][] = [
    ['C097 C270', '{limits: {cpu: 700m, memory: 200Mi}, requests: {cpu: 700m, memory: 200Mi}}', 'Guaranteed'],
    ['C098 C271', '{limits: {memory: 200Mi}, requests: {memory: 100Mi}}', 'Burstable'],
    ['C099 C272', '{}', 'BestEffort'],
    ['C099', '{requests: {ephemeral-storage: 1Gi}}', 'BestEffort'],
    ['C267 C274', '{limits: {cpu: "1", memory: 200Mi}}', 'Guaranteed'],
    ['C098', '{limits: {cpu: "1", memory: 200Mi}, requests: {cpu: 500m}}', 'Burstable'],
  ];
  for (const [claims, text, qosClass] of classes) {
    it(`${claims} C269 ${text} makes the class ${qosClass}`, async () => {
      const on = new ClaimCluster();
      await on.apply(podText('a', resources(text)), 0);
      assert.equal(await on.field('pod a', '.status.qosClass'), qosClass);
    });
  }

  it('C097 Pod-level resources make the class too', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'resources: {limits: {cpu: "1", memory: 200Mi}}' }), 0);
    assert.equal(await on.field('pod a', '.status.qosClass'), 'Guaranteed');
  });

  it('C273 one container of two with a request: Burstable', async () => {
    const on = new ClaimCluster();
    await on.apply(
      `${podText('a', resources('{requests: {memory: 200Mi}}'))}  - {name: b, image: "busybox:1.36", command: [sleep, "9"]}\n`,
      0,
    );
    assert.equal(await on.field('pod a', '.status.qosClass'), 'Burstable');
  });

  it('C275 init containers count for the class', async () => {
    const on = new ClaimCluster();
    const spec = 'initContainers: [{name: i, image: "busybox:1.36", command: ["true"]}]';
    await on.apply(podText('a', { spec, ...resources('{limits: {cpu: "1", memory: 200Mi}}') }), 0);
    assert.equal(await on.field('pod a', '.status.qosClass'), 'Burstable');
  });

  it('C101 C276 a resize that changes the class is refused', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', resources('{limits: {cpu: 700m, memory: 200Mi}}')));
    assert.match(
      await on.refused(
        `patch pod a --subresource resize -p '{"spec":{"containers":[{"name":"app","resources":{"requests":{"cpu":"600m"}}}]}}'`,
      ),
      /Pod QOS Class may not change as a result of resizing/,
    );
  });

  it('C104 requests and limits of a Pod are the sums of its containers', async () => {
    const on = new ClaimCluster(1);
    await on.apply(
      `${podText('a', resources('{requests: {cpu: 100m, memory: 10Mi}, limits: {cpu: 200m, memory: 20Mi}}'))}  - {name: b, image: "busybox:1.36", command: [sleep, "9999"], resources: {requests: {cpu: 100m, memory: 10Mi}, limits: {cpu: 200m, memory: 20Mi}}}\n`,
    );
    const node = await on.field('pod a', '.spec.nodeName');
    assert.match(await on.ok(`describe node ${node}`), /default +a +200m \(\d+%\) +400m \(\d+%\) +20Mi \(\d+%\) +40Mi/);
  });

  it('C253 C254 C255 C256 more memory than the limit ends the container, again and again', async () => {
    const on = new ClaimCluster();
    await on.apply(
      `apiVersion: v1
kind: Pod
metadata: {name: memory-demo}
spec:
  containers:
  - name: demo
    image: polinux/stress
    resources: {requests: {memory: 50Mi}, limits: {memory: 100Mi}}
    command: [stress]
    args: ["--vm", "1", "--vm-bytes", "250M", "--vm-hang", "1"]
`,
      120,
    );
    assert.match(await on.ok('get pod memory-demo'), /0\/1 +(OOMKilled|CrashLoopBackOff) +[1-9]/);
    const text = await on.ok('describe pod memory-demo');
    assert.match(text, /Last State: +Terminated\n +Reason: +OOMKilled\n +Exit Code: +137/);
    assert.match(text, /Warning +BackOff .*Back-off restarting failed container demo in pod memory-demo_default/);
  });

  it('C102 a container above its limit is restarted alone', async () => {
    const on = new ClaimCluster();
    await on.apply(
      `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - {name: calm, image: "busybox:1.36", command: [sleep, "9999"]}
  - name: greedy
    image: polinux/stress
    resources: {limits: {memory: 100Mi}}
    command: [stress, --vm, "1", --vm-bytes, 250M]
`,
      60,
    );
    const counts = await on.field('pod a', '.status.containerStatuses[*].restartCount');
    assert.match(counts, /^0 [1-9]/);
    assert.equal(await on.field('pod a', '.status.conditions[?(@.type=="DisruptionTarget")]'), '', 'C094');
  });

  it('C259 the suffixes of quantities', async () => {
    const on = new ClaimCluster();
    for (const [index, text] of ['128974848', '129e6', '129M', '123Mi', '128974848000m'].entries()) {
      await on.apply(podText(`a${index}`, resources(`{requests: {memory: "${text}"}}`)), 0);
    }
    assert.equal(
      await on.field('pods', '.items[*].spec.containers[0].resources.requests.memory'),
      '128974848 129e6 129M 123Mi 128974848',
    );
  });

  it('C260 C471 a container without a limit gets that of the LimitRange; what breaks it is refused', async () => {
    const on = new ClaimCluster();
    await on.apply(
      `apiVersion: v1
kind: LimitRange
metadata: {name: l}
spec: {limits: [{type: Container, default: {memory: 512Mi}, defaultRequest: {memory: 256Mi}, max: {memory: 1Gi}}]}
`,
      0,
    );
    await on.apply(podText('a'), 0);
    assert.equal(
      await on.field(
        'pod a',
        '.spec.containers[0].resources.limits.memory}{.spec.containers[0].resources.requests.memory',
      ),
      '512Mi256Mi',
    );
    assert.match(
      await on.applyRefused(podText('b', resources('{limits: {memory: 2Gi}}'))),
      /maximum memory usage per Container is 1Gi, but limit is 2Gi/,
    );
  });

  it('C262 C263 a container above its CPU limit is slowed down, and shows about its limit', async () => {
    const on = new ClaimCluster();
    await on.apply(
      `apiVersion: v1
kind: Pod
metadata: {name: cpu-demo}
spec:
  containers:
  - name: demo
    image: vish/stress
    resources: {requests: {cpu: 500m}, limits: {cpu: "1"}}
    args: [-cpus, "2"]
`,
      120,
    );
    assert.match(await on.ok('get pod cpu-demo'), /1\/1 +Running +0 /);
  });

  it('C264 C265 0.1 of a CPU is 100m', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', resources('{requests: {cpu: 0.1}}')), 0);
    assert.equal(await on.field('pod a', '.spec.containers[0].resources.requests.cpu'), '100m');
  });

  it('C267 a limit without a request sets the request', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', resources('{limits: {cpu: 100m, memory: 50Mi}}')), 0);
    const requests = JSON.parse(await on.ok('get pod a -o json')).spec.containers[0].resources.requests;
    assert.deepEqual(requests, { cpu: '100m', memory: '50Mi' });
  });
});
