import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

const settings = (colour: string, more = '') => `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {colour: ${colour}, size: big}
${more}`;
const mounted = {
  spec: 'volumes: [{name: c, configMap: {name: settings}}]',
  container: 'volumeMounts: [{name: c, mountPath: /etc/c}]',
};

describe('claims of the documentation on ConfigMaps, Secrets and volumes', () => {
  it('C319 a missing ConfigMap keeps the container from starting, until it comes', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('env', { container: 'envFrom: [{configMapRef: {name: settings}}]' }));
    await on.apply(podText('volume', mounted));
    assert.match(
      await on.ok('get pods'),
      /env +0\/1 +CreateContainerConfigError[\s\S]*volume +0\/1 +ContainerCreating/,
    );
    await on.apply(settings('blue'), 180);
    assert.match(await on.ok('get pods'), /env +1\/1 +Running[\s\S]*volume +1\/1 +Running/);
  });

  it('C319 so does a missing key', async () => {
    const on = new ClaimCluster();
    await on.apply(settings('blue'), 0);
    const valueFrom = 'env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: none}}}]';
    await on.apply(podText('a', { container: valueFrom }));
    assert.match(await on.ok('describe pod a'), /couldn't find key none in ConfigMap default\/settings/);
  });

  it('C320 optional ones may be missing; the folder is there', async () => {
    const on = new ClaimCluster();
    await on.apply(
      podText('a', {
        spec: 'volumes: [{name: c, configMap: {name: none, optional: true}}]',
        container:
          'volumeMounts: [{name: c, mountPath: /etc/c}]\nenv: [{name: A, valueFrom: {configMapKeyRef: {name: none, key: k, optional: true}}}]',
      }),
    );
    assert.equal(await on.ok(`exec a -- sh -c 'ls -d /etc/c; ls /etc/c; echo "[$A]"'`), '/etc/c\n[]');
  });

  it('C321 C328 a ConfigMap of another Namespace does not count', async () => {
    const on = new ClaimCluster();
    await on.ok('create namespace other');
    await on.ok('create configmap settings -n other --from-literal=colour=blue');
    await on.apply(podText('a', { container: 'envFrom: [{configMapRef: {name: settings}}]' }));
    assert.match(await on.ok('get pod a'), /CreateContainerConfigError/);
  });

  it('C322 names with = are skipped with an event; other odd names are used', async () => {
    const on = new ClaimCluster();
    await on.ok('create configmap settings --from-literal=good=1 --from-literal=1odd=2 --from-literal=a.b=3');
    await on.apply(podText('a', { container: 'envFrom: [{configMapRef: {name: settings}}]' }));
    assert.match(await on.ok('exec a -- env'), /^good=1$/m);
  });

  it('C324 C326 C448 C455 mounted files follow a ConfigMap, variables and subPaths do not', async () => {
    const on = new ClaimCluster();
    await on.apply(settings('blue'), 0);
    await on.apply(
      podText('a', {
        spec: mounted.spec,
        container:
          'volumeMounts: [{name: c, mountPath: /etc/c}, {name: c, mountPath: /one, subPath: colour}]\nenvFrom: [{configMapRef: {name: settings}}]',
      }),
    );
    await on.apply(settings('red'), 125);
    assert.equal(await on.ok(`exec a -- sh -c 'cat /etc/c/colour; echo " $colour"; cat /one'`), 'red blue\nblue');
    await on.ok('delete configmap settings');
    on.wait(180);
    assert.equal(await on.ok('exec a -- cat /etc/c/colour'), 'red');
  });

  it('C325 items choose the keys and the paths', async () => {
    const on = new ClaimCluster();
    await on.apply(settings('blue'), 0);
    await on.apply(
      podText('a', {
        spec: 'volumes: [{name: c, configMap: {name: settings, items: [{key: size, path: deep/er}]}}]',
        container: mounted.container,
      }),
    );
    assert.equal(await on.ok(`exec a -- sh -c 'cd /etc/c; ls; cat deep/er'`), 'deep\nbig');
  });

  it('C453 an immutable ConfigMap stays as it is', async () => {
    const on = new ClaimCluster();
    await on.apply(settings('blue', 'immutable: true\n'), 0);
    assert.match(
      await on.applyRefused(settings('red', 'immutable: true\n')),
      /field is immutable when `immutable` is set/,
    );
    assert.match(
      await on.applyRefused(settings('blue', 'immutable: false\n')),
      /field is immutable when `immutable` is set/,
    );
    await on.ok('delete configmap settings');
    await on.apply(settings('red'), 0);
  });

  it('C451 kubectl says that it made a ConfigMap, or changed nothing', async () => {
    const on = new ClaimCluster();
    assert.equal(await on.apply(settings('blue'), 0), 'configmap/settings created');
    assert.equal(await on.apply(settings('blue'), 0), 'configmap/settings unchanged');
  });

  it('C113 C115 C116 C117 C118 what a Pod knows of itself', async () => {
    const on = new ClaimCluster(1);
    await on.apply(
      podText('a', {
        spec: 'volumes: [{name: d, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}, {path: cpu, resourceFieldRef: {containerName: app, resource: limits.cpu, divisor: 1m}}]}}]',
        container:
          'resources: {limits: {cpu: 250m}}\nvolumeMounts: [{name: d, mountPath: /d}]\nenv:\n' +
          '- {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}\n' +
          '- {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}\n' +
          '- {name: LABEL, valueFrom: {fieldRef: {fieldPath: "metadata.labels[\'app\']"}}}\n' +
          '- {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}\n' +
          '- {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory}}}',
      }),
    );
    const memory = await on.field('node node-1', '.status.allocatable.memory');
    const bytes = Number.parseInt(memory, 10) * (memory.endsWith('Gi') ? 1024 ** 3 : 1024);
    const look = `exec a -- sh -c 'cat /d/labels; echo; cat /d/cpu; echo " $POD $NODE $LABEL $CPU $MEMORY"'`;
    assert.equal(await on.ok(look), `app="a"\n250 a node-1 a 250 ${bytes}`);
    await on.ok(
      `patch pod a --subresource resize -p '{"spec":{"containers":[{"name":"app","resources":{"limits":{"cpu":"300m"},"requests":{"cpu":"300m"}}}]}}'`,
    );
    on.wait(180);
    assert.equal(await on.ok(look), `app="a"\n300 a node-1 a 250 ${bytes}`);
  });

  it('C327 C333 a registry secret has its type and its key', async () => {
    const on = new ClaimCluster();
    await on.ok(
      'create secret docker-registry regcred --docker-server=example.com --docker-username=u --docker-password=p',
    );
    assert.equal(await on.field('secret regcred', '.type'), 'kubernetes.io/dockerconfigjson');
    const data = JSON.parse(atob(await on.field('secret regcred', String.raw`.data.\.dockerconfigjson`)));
    assert.equal(atob(data.auths['example.com'].auth), 'u:p', 'C332');
    assert.match(
      await on.applyRefused(
        `apiVersion: v1\nkind: Secret\nmetadata: {name: bad}\ntype: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: "no json"}\n`,
      ),
      /The Secret "bad" is invalid: data\[\.dockerconfigjson\]: Invalid value/,
    );
  });

  it('C329 C330 a pull without its secret', async () => {
    const on = new ClaimCluster();
    await on.apply(
      podText('a', { spec: 'imagePullSecrets: [{name: none}]' }).replace(
        'busybox:1.36',
        'registry.example.com/private:1',
      ),
      60,
    );
    const text = await on.ok('describe pod a');
    assert.match(
      text,
      /FailedToRetrieveImagePullSecret .*Unable to retrieve some image pull secrets \(none\); attempting to pull the image may not succeed\./,
    );
    assert.match(await on.ok('get pod a'), /0\/1 +(ErrImagePull|ImagePullBackOff)/);
  });

  it('C335 the pull policy follows from the tag', async () => {
    const on = new ClaimCluster();
    const images = ['busybox', 'busybox:latest', 'busybox:1.36', `busybox@sha256:${'a'.repeat(64)}`];
    const policies: string[] = [];
    for (const [index, image] of images.entries()) {
      await on.apply(podText(`a${index}`).replace('busybox:1.36', `"${image}"`), 0);
      policies.push(await on.field(`pod a${index}`, '.spec.containers[0].imagePullPolicy'));
    }
    assert.deepEqual(policies, ['Always', 'Always', 'IfNotPresent', 'IfNotPresent']);
  });

  it('C341 C343 C344 C345 an emptyDir lasts as long as the Pod, other files as long as the container', async () => {
    const on = new ClaimCluster();
    const text = podText('a', {
      spec: 'volumes: [{name: e, emptyDir: {}}]',
      container: 'volumeMounts: [{name: e, mountPath: /e}]',
      command: 'ls /e /tmp; touch /e/kept /tmp/lost; sleep 20',
    });
    await on.apply(text, 60);
    const restarts = Number(await on.field('pod a', '.status.containerStatuses[0].restartCount'));
    assert.ok(restarts >= 1);
    assert.equal(await on.ok('logs a -p'), restarts > 1 ? '/e:\nkept\n\n/tmp:' : '/e:\n\n/tmp:');
    assert.equal(await on.ok('logs a'), '/e:\nkept\n\n/tmp:');
    await on.ok('delete pod a');
    await on.apply(text, 15);
    assert.equal(await on.ok('logs a'), '/e:\n\n/tmp:');
  });

  it('C368 each Pod mounts a token, read only', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    const text = await on.ok('describe pod a');
    assert.match(text, /\/var\/run\/secrets\/kubernetes\.io\/serviceaccount from kube-api-access-\w{5} \(ro\)/);
    assert.match(text, /TokenExpirationSeconds: +3607\n +ConfigMapName: +kube-root-ca\.crt/);
    assert.equal(await on.ok('exec a -- ls /var/run/secrets/kubernetes.io/serviceaccount'), 'ca.crt\nnamespace\ntoken');
  });

  it('C369 the defaults of a Pod', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a').replace('  terminationGracePeriodSeconds: 1\n', ''), 0);
    const { spec } = JSON.parse(await on.ok('get pod a -o json'));
    assert.deepEqual(
      [
        spec.dnsPolicy,
        spec.enableServiceLinks,
        spec.restartPolicy,
        spec.schedulerName,
        spec.terminationGracePeriodSeconds,
        spec.priority,
        spec.preemptionPolicy,
      ],
      ['ClusterFirst', true, 'Always', 'default-scheduler', 30, 0, 'PreemptLowerPriority'],
    );
  });

  it('C355 a field that does not exist is refused by name', async () => {
    const on = new ClaimCluster();
    assert.match(
      await on.applyRefused(podText('a').replace('command:', 'commnd:')),
      /strict decoding error: unknown field "spec\.containers\[0\]\.commnd"/,
    );
  });

  it('C371 events belong to a Namespace', async () => {
    const on = new ClaimCluster();
    await on.ok('create namespace other');
    await on.apply(podText('a'));
    assert.equal(await on.ok('get events -n other'), 'No resources found in other namespace.');
    assert.match(await on.ok('get events -A'), /^NAMESPACE[\s\S]*default +.*pod\/a/);
  });

  it('C193 each Namespace is labelled with its name', async () => {
    const on = new ClaimCluster();
    await on.ok('create namespace other');
    assert.equal(
      await on.field('namespace other', String.raw`.metadata.labels.kubernetes\.io/metadata\.name`),
      'other',
    );
  });
});
