import assert from 'node:assert/strict';
import { EmbeddedStage } from '../../src/bin/embeddedStage.ts';
import { type CheckResult, runChecks } from '../../src/labs/check.ts';
import { followsForEver, wordsOf } from '../../src/labs/commandReader.ts';
import { prepareLab } from '../../src/labs/stage.ts';
import { aids, block, head, labOf, stepOf } from './labText.ts';

const lab = labOf(`${head}## a\n${block('check', '- { file: a, exists: true }')}${aids}`);

const pods = `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  containers:
    - { name: web, image: "nginx:1.27" }
    - { name: tools, image: "busybox:1.36", command: [sh, -c, "echo hello; echo bye; sleep infinity"] }
---
apiVersion: v1
kind: Pod
metadata: { name: crash, labels: { app: crash } }
spec:
  containers:
    - name: crash
      image: busybox:1.36
      command: [sh, -c, "date +%s; echo broken; exit 3"]
---
apiVersion: v1
kind: Pod
metadata: { name: lost, namespace: shop }
spec:
  containers: [{ name: lost, image: "nginx:9.99" }]
---
apiVersion: v1
kind: Pod
metadata: { name: other, namespace: default }
spec:
  containers: [{ name: other, image: "busybox:1.36", command: [sleep, infinity] }]
`;

describe('places in a real cluster', () => {
  let stage: EmbeddedStage;
  const kubectl = async (command: string): Promise<string> => {
    const { stdout, stderr, exitCode } = await stage.context.kubectl(wordsOf(`kubectl ${command}`));
    assert.equal(exitCode, 0, stderr);
    return stdout;
  };
  const check = (yaml: string): Promise<CheckResult> => runChecks(stepOf(block('check', yaml), aids), stage.context);
  const holds = async (source: string, ...expectations: string[]): Promise<void> => {
    for (const expectation of expectations) {
      const { state, findings } = await check(`- ${source}\n  ${expectation}`);
      assert.equal(state, 'passed', `${source} ${expectation}: ${JSON.stringify(findings)}`);
    }
  };
  /** What was found, or said, where it does not hold. */
  const fails = async (source: string, expectation: string, found: string | RegExp): Promise<void> => {
    const { state, findings } = await check(`- ${source}\n  ${expectation}`);
    assert.equal(state, 'failed', `${source} ${expectation}`);
    const said = findings[0]?.found ?? findings[0]?.text ?? '';
    if (typeof found === 'string') assert.equal(said, found);
    else assert.match(said, found);
  };

  before(async () => {
    stage = new EmbeddedStage(lab, async () => '');
    await prepareLab(lab, stage);
    stage.files.set('pods.yaml', pods);
    await kubectl('apply -f pods.yaml');
    await stage.pass(60_000);
  });

  it('objects: of the lab’s Namespace, of another, of none, and lists', async () => {
    await holds('object: { kind: Pod, name: web }', 'exists: true');
    await holds('object: { kind: Pod, name: web }\n  path: .metadata.namespace', 'equals: shop');
    await fails('object: { kind: Pod, name: other }', 'exists: true', 'There is no Pod other in the cluster.');
    await holds('object: { kind: Pod, name: other, namespace: default }\n  path: .status.phase', 'equals: Running');
    await holds('object: { kind: Namespace, name: shop }\n  path: .status.phase', 'equals: Active');
    await holds('object: { kind: Node, selector: "" }\n  path: .items[*]', 'count: 1');
    await holds(
      'object: { kind: Pod, selector: "app in (web, crash)" }\n  path: .items[*].metadata.name',
      'count: 2',
      'oneOf: [web]',
    );
    await fails(
      'object: { kind: Pod, selector: app=none }',
      'exists: true',
      'There is no Pod with the label app=none.',
    );
    await fails(
      'object: { kind: Pod, selector: "a=b=c" }',
      'exists: false',
      /^It could not be seen: The cluster says: /,
    );
  });

  it('events: by reason and type, and none of an earlier object of that name', async () => {
    await holds('events: { kind: Pod, name: web }', 'contains: Started container web', 'lacks: broken');
    await holds(
      'events: { kind: Pod, name: web, reason: Scheduled }',
      'count: 1',
      'matches: ^Successfully assigned shop/web',
    );
    await holds('events: { kind: Pod, name: lost, type: Warning }', 'contains: nginx:9.99', 'lacks: Successfully');
    await holds('events: { kind: Pod, name: web, type: Warning }', 'exists: false', 'count: 0');
    await fails('events: { kind: Pod, name: none }', 'exists: true', 'there is no such Event.');
    await kubectl('delete pod lost --now');
    await stage.pass(5000);
    await holds('events: { kind: Pod, name: lost, reason: Failed }', 'exists: true');
    stage.files.set('lost.yaml', pods.split('---')[2]?.replace('nginx:9.99', 'busybox:1.36') ?? '');
    await kubectl('apply -f lost.yaml');
    await stage.pass(5000);
    await holds('events: { kind: Pod, name: lost, reason: Failed }', 'exists: false');
    await holds('events: { kind: Pod, name: lost, reason: Scheduled }', 'count: 1');
  });

  it('logs: of a container, of its last life, of the newest Pod with a label', async () => {
    await holds('logs: { pod: web, container: tools }', 'matches: ^bye$', 'lacks: broken', 'equals: "hello\\nbye\\n"');
    await holds('logs: { pod: crash }', 'contains: broken');
    const [now = '', before = ''] = [await kubectl('logs crash'), await kubectl('logs crash --previous')].map(
      (text) => text.split('\n')[0],
    );
    assert.notEqual(now, before);
    await holds('logs: { pod: crash, previous: true }', `contains: "${before}"`, `lacks: "${now}"`);
    await fails(
      'logs: { pod: web, container: tools, previous: true }',
      'contains: x',
      /^the cluster says: previous terminated container "tools" in pod "web" not found\.$/,
    );
    await fails(
      'logs: { pod: web, container: none }',
      'contains: x',
      /^the cluster says: container none is not valid for pod web\.$/,
    );
    await kubectl('run late --image busybox:1.36 --labels app=web --command -- sh -c "echo late; sleep infinity"');
    await stage.pass(10_000);
    await holds('logs: { selector: app=web }', 'equals: "late\\n"');
    await kubectl('run silent --image busybox:1.36 --command -- sleep infinity');
    await stage.pass(10_000);
    await fails('logs: { pod: silent }', 'contains: x', 'it has written nothing so far.');
    await holds('logs: { pod: silent }', 'lacks: x', 'exists: false');
    await fails(
      'logs: { selector: app=none }',
      'contains: x',
      'There is no Pod with the label app=none in the cluster.',
    );
  });

  it('what kubectl prints, in the lab’s Namespace', async () => {
    await holds('kubectl: kubectl get pod web', 'matches: "web +2/2 +Running"', 'lacks: other');
    await fails(
      'kubectl: kubectl get pod other',
      'contains: Running',
      'Error from server (NotFound): pods "other" not found',
    );
    await holds('kubectl: kubectl get pod other', 'contains: NotFound');
  });

  it('requests: of a page, of one that is not there, to a port that nobody has', async () => {
    for (const container of ['web', 'tools']) {
      const to = (url: string, more = ''): string =>
        `http: { pod: web, container: ${container}, url: "${url}" }${more}`;
      await holds(to('http://localhost/'), 'contains: Welcome to nginx!');
      await holds(to('http://localhost/', '\n  path: .status'), 'equals: 200');
      await holds(to('http://localhost/', '\n  path: .headers.content-type'), 'equals: text/html');
      await holds(to('http://localhost/', '\n  path: .error'), 'exists: false');
      await holds(to('http://localhost/nope', '\n  path: .status'), 'equals: 404');
      await fails(
        to('http://localhost:81/', '\n  path: .status'),
        'equals: 200',
        container === 'web'
          ? /^Failed to connect to localhost port 81 /
          : "can't connect to remote host (127.0.0.1): Connection refused.",
      );
      await holds(to('http://localhost:81/', '\n  path: .error'), 'matches: "onnect"');
      await fails(to('http://localhost:81/'), 'contains: Welcome', /onnect/);
    }
    await holds(
      'http: { pod: web, url: "http://localhost/", method: HEAD }\n  path: .headers.content-length',
      'equals: "615"',
    );
    await holds(
      'http: { pod: web, url: "http://localhost/", method: POST, headers: { X-A: "b c" } }\n  path: .status',
      'equals: 405',
    );
    await fails(
      'http: { pod: web, container: tools, url: "http://localhost/", method: PUT }',
      'exists: false',
      'It could not be seen: the container has no curl.',
    );
  });

  it('requests reach the log of the server once each', async () => {
    const count = async (): Promise<number> =>
      (await kubectl('logs web -c web')).split('"GET /counted HTTP/1.1" 404').length - 1;
    await check('- http: { pod: web, url: "http://localhost/counted" }\n  path: .status\n  equals: 404');
    assert.equal(await count(), 1);
  });

  it('look-ups: of a name, and of one without an answer', async () => {
    await holds('dns: { pod: web, container: tools, name: localhost }', 'equals: 127.0.0.1', 'count: 1');
    await holds('dns: { pod: web, container: tools, name: localhost }\n  path: .error', 'exists: false');
    await holds('dns: { pod: web, container: tools, name: nope }', 'exists: false');
    await holds('dns: { pod: web, container: tools, name: nope }\n  path: .error', 'exists: true');
    await fails(
      'dns: { pod: web, container: tools, name: nope }',
      'exists: true',
      /no servers could be reached|NXDOMAIN/,
    );
  });

  it('traffic: what a Pod has sent, to whom it led, and where it stopped', async () => {
    await fails('traffic: { pod: crash }', 'exists: true', 'it has sent no request so far.');
    await kubectl('exec web -c tools -- wget -qO- http://localhost/');
    await holds('traffic: { pod: web }\n  path: .last.connection.server.container', 'equals: web');
    await holds('traffic: { pod: web }\n  path: .last.http[*].status', 'equals: 200');
    await stage.context.kubectl(['exec', 'web', '-c', 'tools', '--', 'wget', '-qO-', 'http://127.0.0.1:81/']);
    await holds('traffic: { pod: web }\n  path: .last.connection.stop', 'equals: nobodyListens');
    await fails('traffic: { pod: web, name: nope }', 'exists: true', 'it has sent no request to nope so far.');
    await fails(
      'traffic: { pod: web, service: shop }',
      'exists: true',
      'it has sent no request through the Service shop so far.',
    );
  });

  it('nothing is asked in a Pod that does not run or is not there, nor in a container that it has not', async () => {
    await fails('http: { pod: none, url: "http://localhost/" }', 'contains: x', 'There is no Pod none in the cluster.');
    await fails(
      'dns: { selector: app=none, name: a }',
      'exists: true',
      'There is no Pod with the label app=none in the cluster.',
    );
    stage.files.set(
      'big.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: big }\nspec:\n  containers: [{ name: a, image: "nginx:1.27", resources: { requests: { cpu: "900" } } }]\n',
    );
    await kubectl('apply -f big.yaml');
    await stage.pass(2000);
    await fails(
      'http: { pod: big, url: "http://localhost/" }',
      'contains: x',
      'the Pod big is Pending, it does not run.',
    );
    await fails(
      'http: { pod: web, container: none, url: "http://localhost/" }',
      'contains: x',
      /container none is not valid for pod web/,
    );
  });
});

describe('commands that go on until somebody stops them', () => {
  it('are told by their flags, whatever stands in the place of a verb', () => {
    const follows = ['kubectl logs web -f', 'kubectl get pods -w', 'kubectl attach web'];
    const ends = ['kubectl logs web', 'kubectl get pods', 'kubectl constructor -f', 'kubectl __proto__ -w', 'kubectl'];
    assert.deepEqual(follows.map(followsForEver), [true, true, true]);
    assert.ok(!ends.some(followsForEver));
  });
});
