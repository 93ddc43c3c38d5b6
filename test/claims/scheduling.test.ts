import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

const resources = (text: string) => ({ container: `resources: ${text}` });

describe('claims of the documentation on where Pods run', () => {
  it('C014 a Pod stays on its Node when that is cordoned or labelled anew', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    const node = await on.field('pod a', '.spec.nodeName');
    await on.ok(`cordon ${node}`);
    on.wait(600);
    assert.equal(await on.field('pod a', '.spec.nodeName}{.status.phase'), `${node}Running`);
  });

  it('C023 a replacement has the name of a Pod, and another UID', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    const uid = await on.field('pod a', '.metadata.uid');
    await on.ok('delete pod a');
    await on.apply(podText('a'));
    assert.notEqual(await on.field('pod a', '.metadata.uid'), uid);
  });

  it('C023 so has one that kubectl replace --force makes, which waits for the end of the old one', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    const uid = await on.field('pod a', '.metadata.uid');
    assert.equal(
      await on.ok('replace --force -f claim-1.yaml'),
      'pod "a" deleted from default namespace\npod/a replaced',
    );
    on.wait(30);
    assert.equal(await on.field('pod a', '.status.phase'), 'Running');
    assert.notEqual(await on.field('pod a', '.metadata.uid'), uid);
  });

  it('C068 the greatest init container counts for the Node where it asks for more than the containers together', async () => {
    const on = new ClaimCluster(1);
    await on.apply(
      podText('a', {
        spec: 'initContainers:\n- {name: i, image: "busybox:1.36", command: [sleep, "5"], resources: {requests: {cpu: 500m}}}',
        ...resources('{requests: {cpu: 200m}}'),
      }),
    );
    const node = await on.field('pod a', '.spec.nodeName');
    assert.match(await on.ok(`describe node ${node}`), /^ {2}default +a +500m /m);
  });

  it('C078 sidecars are added to the containers, and then compared with init containers', async () => {
    const on = new ClaimCluster(1);
    await on.apply(
      podText('a', {
        spec:
          'initContainers:\n' +
          '- {name: s, image: "busybox:1.36", command: [sleep, "5000"], restartPolicy: Always, resources: {requests: {cpu: 300m}}}\n' +
          '- {name: i, image: "busybox:1.36", command: [sleep, "1"], resources: {requests: {cpu: 100m}}}',
        ...resources('{requests: {cpu: 200m}}'),
      }),
    );
    const node = await on.field('pod a', '.spec.nodeName');
    assert.match(await on.ok(`describe node ${node}`), /^ {2}default +a +500m /m);
  });

  it('C103 preemption takes Pods of low priority whatever their class is', async () => {
    const on = new ClaimCluster(1);
    await on.ok('create priorityclass high --value=1000');
    await on.apply(podText('guaranteed', resources('{limits: {cpu: "3", memory: 100Mi}}')));
    assert.equal(await on.field('pod guaranteed', '.status.qosClass'), 'Guaranteed');
    await on.apply(podText('high', { spec: 'priorityClassName: high', ...resources('{requests: {cpu: "3"}}') }), 60);
    assert.equal(await on.field('pod high', '.status.phase'), 'Running');
    assert.match(await on.refused('get pod guaranteed'), /NotFound/);
  });

  it('C257 C258 C261 a request that no Node can satisfy leaves the Pod Pending and says why', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', resources('{requests: {memory: 1000Gi}}')), 600);
    assert.match(await on.ok('get pod a'), /0\/1 +Pending +0/);
    assert.match(
      await on.ok('events --for pod/a'),
      /Warning +FailedScheduling +Pod\/a +0\/2 nodes are available: 2 Insufficient memory\./,
    );
  });

  it('C261 use does not count for the scheduler, requests do', async () => {
    const on = new ClaimCluster(1);
    await on.apply(podText('busy', { command: 'while true; do :; done' }));
    await on.apply(podText('b', resources('{requests: {cpu: "3"}}')));
    assert.equal(await on.field('pod b', '.status.phase'), 'Running');
  });

  it('C266 a request of 100 CPUs leaves the Pod Pending', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', resources('{requests: {cpu: "100"}}')));
    assert.match(await on.ok('describe pod a'), /FailedScheduling .*2 Insufficient cpu/);
  });

  it('C352 C356 one Pod with a host port fits on each Node', async () => {
    const on = new ClaimCluster(2);
    for (const name of ['a', 'b', 'c'])
      await on.apply(podText(name, { container: 'ports: [{containerPort: 80, hostPort: 80}]' }));
    const nodes = [await on.field('pod a', '.spec.nodeName'), await on.field('pod b', '.spec.nodeName')];
    assert.equal(new Set(nodes).size, 2);
    assert.equal(await on.field('pod c', '.status.phase'), 'Pending');
    assert.match(await on.ok('describe pod c'), /2 node\(s\) didn't have free ports for the requested pod ports/);
  });

  it('C365 C366 the events of a start come in their order', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'), 60);
    const node = await on.field('pod a', '.spec.nodeName');
    const events = await on.ok(
      `get events --field-selector involvedObject.name=a -o 'jsonpath={range .items[*]}{.reason}{"\\t"}{.message}{"\\n"}{end}'`,
    );
    assert.deepEqual(
      events.split('\n').map((line) => line.split('\t')[0]),
      ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'],
    );
    assert.ok(events.includes(`Successfully assigned default/a to ${node}`));
  });

  it('C367 a Pod tolerates for 300 s that its Node is not ready or not reachable', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    const text = await on.ok('describe pod a');
    assert.match(text, /node\.kubernetes\.io\/not-ready:NoExecute op=Exists for 300s/);
    assert.match(text, /node\.kubernetes\.io\/unreachable:NoExecute op=Exists for 300s/);
  });

  it('C472 C475 C476 required node affinity waits for a label', async () => {
    const on = new ClaimCluster(3);
    await on.apply(
      podText('a', { spec: `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ${ssdTerm}}}` }),
    );
    assert.equal(await on.field('pod a', '.status.phase'), 'Pending');
    assert.equal(await on.ok('label nodes node-2 disktype=ssd'), 'node/node-2 labeled');
    on.wait(30);
    assert.match(await on.ok('get pods -o wide'), /a +1\/1 +Running +0 +\S+ +\S+ +node-2 /);
    assert.match(await on.ok('get nodes --show-labels'), /node-2 .*disktype=ssd/);
  });

  it('C473 preferred node affinity only raises the score', async () => {
    const on = new ClaimCluster(3);
    const spec =
      'affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: disktype, operator: In, values: [ssd]}]}}]}}';
    await on.apply(podText('a', { spec }));
    assert.equal(await on.field('pod a', '.status.phase'), 'Running');
    await on.ok('label nodes node-3 disktype=ssd');
    await on.apply(podText('b', { spec }));
    assert.equal(await on.field('pod b', '.spec.nodeName'), 'node-3');
  });

  it('C474 a label taken from the Node does not move the Pod', async () => {
    const on = new ClaimCluster(3);
    await on.ok('label nodes node-2 disktype=ssd');
    await on.apply(podText('a', { spec: 'nodeSelector: {disktype: ssd}' }));
    await on.ok('label nodes node-2 disktype-');
    on.wait(600);
    assert.equal(await on.field('pod a', '.spec.nodeName}{.status.phase'), 'node-2Running');
  });
});

const ssdTerm = '{nodeSelectorTerms: [{matchExpressions: [{key: disktype, operator: In, values: [ssd]}]}]}';
