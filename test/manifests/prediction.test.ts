import assert from 'node:assert/strict';
import {
  both,
  deployment,
  detailOf,
  has,
  inputOf,
  linesOf,
  pod,
  predicted,
  predictionOf,
  sentencesOf,
  service,
} from './predicted.ts';

describe('prediction', () => {
  describe('of what goes well', () => {
    it('tells when Pods are ready, where they land, and who is behind a Service', () => {
      const prediction = predicted(both(deployment(`{name: web, image: 'nginx:1.27'}`), service));
      assert.deepEqual(sentencesOf(prediction), [
        'Deployment web: 2 of 2 Pods ready after 4.3 s',
        'Service web: 2 endpoints: 10.244.2.4:80, 10.244.1.3:80',
      ]);
      has(
        prediction,
        'metadata.name info place: lands on node-1 (1), node-2 (1)',
        'spec.template.spec.containers[0].name info start: started and ready after 4.3 s',
        'metadata.name info dns: web.default → 10.97.46.182',
      );
      assert.deepEqual(prediction.limits, []);
    });

    it('tells the order in which containers start', () => {
      const prediction = predicted(
        pod(`initContainers:
- {name: log, image: 'busybox:1.36', restartPolicy: Always, command: [sh, -c, 'while true; do date; sleep 1; done']}
- {name: fetch, image: 'busybox:1.36', command: [sleep, '2']}
containers:
- {name: web, image: 'nginx:1.27'}`),
      );
      has(
        prediction,
        'spec.initContainers[0].name info start: started 1st and ready after 1.3 s',
        'spec.initContainers[1].name info start: started 2nd, after 2.3 s; ends after 2.9 s',
        'spec.containers[0].name info start: started 3rd and ready after 9.0 s',
      );
    });

    it('gives a StatefulSet its Pods one after the other, their volumes, and names to each', () => {
      const prediction = predicted(`apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  serviceName: db
  replicas: 3
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - {name: db, image: 'redis:7', volumeMounts: [{name: data, mountPath: /data}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 6379}]}
`);
      const [set, headless] = sentencesOf(prediction);
      assert.match(set ?? '', /^StatefulSet shop\/db: 3 of 3 Pods ready after \d+ s/);
      assert.match(headless ?? '', /^Service shop\/db: 3 endpoints: /);
      assert.match(detailOf(prediction, 'available'), /db-0 after [\d.]+ s, db-1 after [\d.]+ s, db-2 after/);
      has(prediction, 'metadata.namespace warning namespace: this Namespace was made for the trial');
      assert.match(
        linesOf(prediction).join('\n'),
        /info dns: db\.shop → 10\.244(\.\d+){2}, 10\.244(\.\d+){2}, 10\.244/,
      );
    });

    it('applies a Namespace before what is in it, whatever their order in the file', () => {
      const namespaced = service.replace('name: web', 'name: web\n  namespace: shop');
      const prediction = predicted(both(namespaced, 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n'));
      assert.ok(!linesOf(prediction).join('\n').includes('made for the trial'));
      assert.equal(sentencesOf(prediction)[1], 'Namespace shop: created');
    });

    it('puts what names no Namespace where it is told to, which is there already', () => {
      const documents = inputOf(service).documents.map((tried) => ({ ...tried, namespace: 'my-lab' }));
      const prediction = predictionOf({ documents });
      assert.match(sentencesOf(prediction)[0] ?? '', /^Service my-lab\/web: /);
      assert.ok(!linesOf(prediction).join('\n').includes('made for the trial'));
    });

    it('follows an ExternalName by DNS', () => {
      const prediction = predicted(`apiVersion: v1
kind: Service
metadata: {name: db}
spec: {type: ExternalName, externalName: db.example.com}
`);
      assert.deepEqual(linesOf(prediction), ['metadata.name info dns: db.default → CNAME db.example.com']);
      assert.deepEqual(sentencesOf(prediction), ['Service db: db.default → CNAME db.example.com']);
    });

    it('tells a timeline', () => {
      const { timeline, ranMs } = predicted(pod(`containers:\n- {name: web, image: 'nginx:1.27'}`));
      assert.deepEqual(
        timeline.map(({ atMs, subject, text }) => `${atMs} ${subject}: ${text}`),
        [
          '0 Pod web: is created',
          '10 Pod web: gets a place on node-2',
          '420 Pod web: Pulling: Pulling image "nginx:1.27"',
          '4280 Pod web: container web starts',
          '4280 Pod web: is ready',
        ],
      );
      assert.ok(ranMs > 4_270 && ranMs < 60_000, String(ranMs));
    });
  });
});
