import assert from 'node:assert/strict';
import { formatPath } from '../../src/api/field.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { predict } from '../../src/manifests/prediction/predict.ts';
import type { Prediction, PredictionInput, PredictionNote } from '../../src/manifests/prediction/prediction.ts';

/** The manifests of a text, as they are tried out. */
export function inputOf(text: string, more: Omit<PredictionInput, 'documents'> = {}): PredictionInput {
  return { documents: readManifests(text).documents.map((document) => ({ file: 'a.yaml', document })), ...more };
}

/** What comes of a text, run in one go. */
export function predicted(text: string, more: Omit<PredictionInput, 'documents'> = {}): Prediction {
  return predictionOf(inputOf(text, more));
}

/** What comes of an input, run in one go. */
export function predictionOf(input: PredictionInput): Prediction {
  const run = predict(input);
  assert.equal(
    run.runSlice(() => true),
    'done',
  );
  return run.result();
}

const lineOf = ({ path, severity, code, title }: PredictionNote) =>
  `${formatPath(path)} ${severity} ${code.replace('prediction/', '')}: ${title}`;

/** The notes as lines: place, severity, code and title. */
export const linesOf = ({ notes }: Prediction) => notes.map(lineOf);
/** The summaries as lines. */
export const sentencesOf = ({ summaries }: Prediction) => summaries.map(({ subject, text }) => `${subject}: ${text}`);

/** Fails where one of the lines is not among the notes. */
export function has(prediction: Prediction, ...expected: readonly string[]): void {
  const lines = linesOf(prediction);
  for (const line of expected) assert.ok(lines.includes(line), `${line}\nis not among\n${lines.join('\n')}`);
}

/** The detail of the first note with a code. */
export const detailOf = ({ notes }: Prediction, code: string) =>
  notes.find((note) => note.code === `prediction/${code}`)?.detail ?? '';

/** A Pod with the label app=web and this spec. */
export const pod = (spec: string, name = 'web') => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: {app: web}
spec:
${spec.replace(/^/gm, '  ')}
`;

/** A Deployment of Pods with the label app=web and one container, in one line. */
export const deployment = (container: string, replicas = 2) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - ${container}
`;

/** A Service for app=web at port 80. */
export const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
`;

/** Several manifests in one text. */
export const both = (...manifests: readonly string[]) => manifests.join('---\n');
