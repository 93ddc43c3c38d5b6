import assert from 'node:assert/strict';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { predict } from '../../src/manifests/prediction/predict.ts';
import type { PredictionInput } from '../../src/manifests/prediction/prediction.ts';
import { bench, millisecondsOf } from './benchmark.ts';

const manifests = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: ${image}
        resources: {requests: {cpu: 200m}}
        readinessProbe: {httpGet: {path: /, port: 80}}
        livenessProbe: {httpGet: {path: /, port: 80}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const hpa = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`;

function inputOf(text: string, more: Omit<PredictionInput, 'documents'> = {}): PredictionInput {
  return { documents: readManifests(text).documents.map((document) => ({ file: 'web.yaml', document })), ...more };
}

/** Runs a trial to its end; how much virtual time it was. */
function ran(input: PredictionInput): number {
  const run = predict(input);
  while (run.runSlice(() => true) === 'more');
  const { ranMs, notes } = run.result();
  assert.ok(notes.length > 3);
  return ranMs;
}

const usual = inputOf(manifests('nginx:1.27'));
bench('prediction: a Deployment and a Service, to rest', 'ms', () => millisecondsOf(() => ran(usual)));

const broken = inputOf(manifests('nginx:1.27').replaceAll('port: 80}}', 'port: 81}}'));
bench('prediction: eleven minutes of three Pods that a probe kills', 'ms', () => millisecondsOf(() => ran(broken)));

const minuteMs = 60_000;
bench('prediction: the same, virtual minutes', 'per second', () => {
  let ranMs = 0;
  const ms = millisecondsOf(() => {
    ranMs = ran(broken);
  });
  return (ranMs / minuteMs / ms) * 1000;
});

const load = { requestsPerSecond: 120, service: { namespace: 'default', name: 'web' } };
const loaded = inputOf(manifests('registry.k8s.io/hpa-example') + hpa, { load });
bench('prediction: an autoscaler under 120 requests a second, ten minutes', 'ms', () =>
  millisecondsOf(() => ran(loaded)),
);

bench('prediction: the longest slice that one step takes', 'ms', () => {
  const run = predict(usual);
  let longestMs = 0;
  for (let more = true; more; ) {
    const ms = millisecondsOf(() => {
      more = run.runSlice(() => false) === 'more';
    });
    longestMs = Math.max(longestMs, ms);
  }
  return longestMs;
});
