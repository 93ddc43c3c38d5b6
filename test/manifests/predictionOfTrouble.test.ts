import assert from 'node:assert/strict';
import { both, deployment, detailOf, has, linesOf, pod, predicted, sentencesOf, service } from './predicted.ts';

/** One container of a Pod, in one line. */
const container = (text: string) => pod(`containers:\n- ${text}`);

describe('prediction of trouble', () => {
  describe('with probes', () => {
    it('that never pass: a path that is not there', () => {
      const prediction = predicted(
        both(
          deployment(`{name: web, image: 'nginx:1.27', readinessProbe: {httpGet: {path: /healthz, port: 80}}}`),
          service,
        ),
      );
      has(
        prediction,
        'spec.template.spec.containers[0].readinessProbe error probe-never-passes: never passes: HTTP 404 at /healthz',
        'spec.replicas error not-available: 0 of 2 Pods ready after 11 min; progress deadline exceeded',
        'spec.selector error no-endpoints: no endpoints: 2 Pods, none ready',
      );
      // The sentence and the worst note say the same, which stands there once.
      assert.deepEqual(sentencesOf(prediction), [
        'Deployment web: 0 of 2 Pods ready after 11 min; progress deadline exceeded',
        'Service web: no endpoints: 2 Pods, none ready',
      ]);
    });

    it('that never pass: a port that nobody listens on', () => {
      const prediction = predicted(
        container(
          `{name: web, image: 'nginx:1.27', ports: [{name: http, containerPort: 8080}], readinessProbe: {tcpSocket: {port: http}}}`,
        ),
      );
      has(
        prediction,
        'spec.containers[0].readinessProbe error probe-never-passes: never passes: connection refused at port 8080; port 80 is open',
        'spec.containers[0].name warning never-ready: started, after 4.3 s; never ready',
      );
    });

    it('that never pass: a server that listens on 127.0.0.1 alone', () => {
      const prediction = predicted(
        container(
          `{name: app, image: 'python:3.12', command: [python3, -m, http.server, '9000', --bind, 127.0.0.1], readinessProbe: {httpGet: {path: /, port: 9000}}}`,
        ),
      );
      has(
        prediction,
        'spec.containers[0].readinessProbe error probe-never-passes: never passes: refused, app listens on 127.0.0.1:9000 only',
      );
    });

    it('that never pass: a command that fails', () => {
      const prediction = predicted(
        container(
          `{name: app, image: 'busybox:1.36', command: [sleep, '3600'], readinessProbe: {exec: {command: [cat, /tmp/healthy]}}}`,
        ),
      );
      assert.match(detailOf(prediction, 'probe-never-passes'), /cat: can't open '\/tmp\/healthy': No such file/);
    });

    it('that kill a slow starter', () => {
      const command = `[sh, -c, "sleep 60; exec nginx -g 'daemon off;'"]`;
      const prediction = predicted(
        container(
          `{name: slow, image: 'nginx:1.27', command: ${command}, livenessProbe: {httpGet: {path: /, port: 80}}}`,
        ),
      );
      const lines = linesOf(prediction).join('\n');
      assert.match(lines, /livenessProbe error probe-kills: kills the container after \d+ s: connection refused/);
      assert.match(lines, /name error killed-by-probe: restarts: \d, killed by its liveness probe/);
      assert.match(detailOf(prediction, 'probe-kills'), /0 \+ 10 × 3 = 30 s.*startupProbe/);
    });

    it('and tell that a startupProbe lets the slow starter live', () => {
      const command = `[sh, -c, "sleep 60; exec nginx -g 'daemon off;'"]`;
      const probe = '{httpGet: {path: /, port: 80}';
      const prediction = predicted(
        container(
          `{name: slow, image: 'nginx:1.27', command: ${command}, livenessProbe: ${probe}}, startupProbe: ${probe}, failureThreshold: 10}}`,
        ),
      );
      assert.deepEqual(
        prediction.notes.filter(({ severity }) => severity === 'error').map(({ title }) => title),
        [],
      );
      assert.match(linesOf(prediction).join('\n'), /startupProbe info probe-passes: passes after \d failures/);
    });
  });

  describe('with containers', () => {
    it('that want the same port', () => {
      const prediction = predicted(
        pod(`containers:\n- {name: a, image: 'nginx:1.27'}\n- {name: b, image: 'nginx:1.27'}`),
      );
      has(
        prediction,
        'spec.containers[1].name error port-conflict: restarts: 7, port 80 is taken by container a (CrashLoopBackOff)',
      );
      assert.match(detailOf(prediction, 'port-conflict'), /exit code 1 .*CrashLoopBackOff is the name of that waiting/);
    });

    it('that crash, with their last words', () => {
      const prediction = predicted(
        container(`{name: app, image: 'busybox:1.36', command: [sh, -c, 'echo no config; exit 3']}`),
      );
      has(prediction, 'spec.containers[0].name error crash: restarts: 7, exit code 3 (CrashLoopBackOff)');
      assert.match(detailOf(prediction, 'crash'), /last words: no config\./);
    });

    it('that end though they are to go on', () => {
      const prediction = predicted(container(`{name: app, image: 'busybox:1.36', command: [echo, hi]}`));
      has(
        prediction,
        'spec.containers[0].name error ends-and-restarts: restarts: 7, ends with exit code 0 (CrashLoopBackOff)',
      );
    });

    it('that take more memory than they may', () => {
      const prediction = predicted(
        container(
          `{name: app, image: polinux/stress, command: [stress, --vm, '1', --vm-bytes, 250M, --vm-hang, '1'], resources: {limits: {memory: 100Mi}}}`,
        ),
      );
      assert.match(
        linesOf(prediction).join('\n'),
        /error out-of-memory: restarts: \d, exit code 137, OOMKilled at 100Mi/,
      );
    });

    it('whose image or command is not there', () => {
      const prediction = predicted(
        pod(`containers:\n- {name: a, image: 'nginx:9.99'}\n- {name: b, image: 'busybox:1.36', command: [nosuch]}`),
      );
      const lines = linesOf(prediction).join('\n');
      assert.match(lines, /containers\[0\]\.name error image: never starts: \w+, image "nginx:9\.99"/);
      assert.match(lines, /containers\[1\]\.name error cannot-start: restarts: 7, cannot start: exec: "nosuch": exec/);
    });

    it('whose init container never ends', () => {
      const prediction = predicted(
        pod(
          `initContainers:\n- {name: wait, image: 'busybox:1.36', command: [sh, -c, 'until nslookup db; do sleep 2; done']}\ncontainers:\n- {name: web, image: 'nginx:1.27'}`,
        ),
      );
      has(prediction, 'spec.initContainers[0].name error init-never-ends: started 1st, after 1.3 s; has not ended');
    });
  });

  describe('before a Pod starts', () => {
    it('for want of a ConfigMap, where it is asked for', () => {
      const prediction = predicted(
        pod(`volumes: [{name: conf, configMap: {name: settings}}]
containers:
- {name: web, image: 'nginx:1.27', volumeMounts: [{name: conf, mountPath: /conf}]}`) +
          `---\n${pod(`containers:\n- {name: web, image: 'nginx:1.27', envFrom: [{configMapRef: {name: settings}}], env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: a}}}]}`, 'other')}`,
      );
      has(
        prediction,
        'spec.volumes[0].name error mount: cannot be mounted: configmap "settings" not found',
        'spec.containers[0].envFrom[0].configMapRef.name error missing-reference: configmap "settings" not found',
        'spec.containers[0].name error configuration: never starts: configmap "settings" not found',
      );
    });

    it('and not where it is there', () => {
      const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {A: b}\n';
      const prediction = predicted(
        both(container(`{name: web, image: 'nginx:1.27', envFrom: [{configMapRef: {name: settings}}]}`), config),
      );
      assert.deepEqual(sentencesOf(prediction), ['Pod web: ready after 4.3 s', 'ConfigMap settings: created']);
    });

    it('for want of processors', () => {
      const prediction = predicted(
        deployment(`{name: web, image: 'nginx:1.27', resources: {requests: {cpu: '3'}}}`, 3),
      );
      has(prediction, 'metadata.name error pending: 1 of 3 Pods Pending: Insufficient cpu on 2 of 2 Nodes');
      assert.match(
        sentencesOf(prediction)[0] ?? '',
        /^Deployment web: 2 of 3 Pods ready after 11 min: 1 of 3 Pods Pending/,
      );
    });

    it('for want of a claim, and a claim for want of a Pod', () => {
      const prediction = predicted(
        pod(
          `volumes: [{name: data, persistentVolumeClaim: {claimName: missing}}]\ncontainers:\n- {name: web, image: 'nginx:1.27'}`,
        ) +
          `---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: alone}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`,
      );
      assert.match(linesOf(prediction).join('\n'), /error pending: Pending: persistentvolumeclaim "missing" not found/);
      has(prediction, 'metadata.name info claim-pending: Pending until a Pod uses it');
    });

    it('since the API server refuses it, at each field', () => {
      const prediction = predicted(container(`{name: Web, image: 'nginx:1.27', imagePullPolicy: Sometimes}`));
      const lines = linesOf(prediction).join('\n');
      assert.match(
        lines,
        /^spec\.containers\[0\]\.imagePullPolicy error refused: refused: spec\.containers\[0\]\.imagePullPolicy: Unsup/m,
      );
      assert.match(lines, /^spec\.containers\[0\]\.name error refused: /m);
    });

    it('since a quota refuses it', () => {
      const quota = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few}\nspec: {hard: {pods: "1"}}\n';
      const prediction = predicted(both(deployment(`{name: web, image: 'nginx:1.27'}`), quota));
      has(prediction, 'spec.replicas error pods-refused: 1 of 2 Pods: the API server refuses them');
    });
  });

  describe('with Services', () => {
    it('whose targetPort nobody listens on', () => {
      const prediction = predicted(
        both(
          deployment(`{name: web, image: 'nginx:1.27'}`, 1),
          service.replace('port: 80', 'port: 80\n    targetPort: 8080'),
        ),
      );
      has(prediction, 'spec.selector error nobody-listens: refused at 10.244.2.4:8080; what is open there is 80');
    });

    it('that select nothing', () => {
      const prediction = predicted(
        both(container(`{name: web, image: 'nginx:1.27'}`), service.replace('app: web', 'app: wbe')),
      );
      has(prediction, 'spec.selector warning no-endpoints: no endpoints: no Pod has app=wbe');
    });
  });
});
