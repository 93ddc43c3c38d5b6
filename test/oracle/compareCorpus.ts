import type { Status } from '../../src/api/generated/objects.ts';
import type { ApiResponse } from '../../src/api/request.ts';
import { sameValue } from '../../src/api/sameValue.ts';
import { makeServer } from '../simulation/apiserver/harness.ts';
import { documentTexts, documentValues } from './manifestDocuments.ts';
import { type CorpusCase, type OracleResult, readCorpus } from './oracleCases.ts';
import { comparable, masked } from './recordedObject.ts';
import type { Tallies } from './tally.ts';

/** Sends every recorded manifest to our API server as it was sent to the real one, and compares what they say. */
export function compareCorpus(tallies: Tallies): number {
  const cases = readCorpus();
  for (const one of cases) compareCase(one, tallies);
  return cases.length;
}

function compareCase({ name, manifest, results, objects }: CorpusCase, tallies: Tallies): void {
  const server = makeServer();
  // What was there when the answers were recorded: no StorageClass, a Service with this node port.
  server.send('DELETE', '/apis/storage.k8s.io/v1/storageclasses/standard', {});
  if (results.some(({ created }) => created)) server.send('POST', '/api/v1/namespaces/default/services', takenPort);
  const texts = documentTexts(manifest);
  const values = documentValues(manifest);
  const parts = texts.length === results.length ? { texts, values } : listItems(values);
  const answers = results.map((result, i) =>
    answer(server.send, result, parts.texts[i] ?? '', parts.values[i]),
  );
  const accepted = results.every((result, i) => (answers[i] === undefined ? true : isAccepted(answers[i]) === result.accepted));
  const said = answers.map((response) => (response && !isAccepted(response) ? messageOf(response) : 'accepted'));
  const wanted = results.map(({ message }) => message ?? 'accepted');
  tallies.count('verdict', accepted, () => `${name}: ${wanted.join('; ')}\n    ours: ${said.join('; ')}`);
  const refused = results.some((result) => !result.accepted);
  const same = accepted && results.every((result, i) => !answers[i] || sameRefusal(answers[i], result));
  tallies.count('message', same, () => `${name}: ${wanted.join('; ')}\n    ours: ${said.join('; ')}`);
  if (!refused && accepted) compareObjects(name, objects, answers, tallies);
  const sameWarnings = results.every(
    (result, i) => !isAccepted(answers[i]) || sameValue(answers[i]?.warnings ?? [], result.warnings ?? []),
  );
  const warned = answers.flatMap((response) => response?.warnings ?? []);
  tallies.count('warnings', sameWarnings, () => `${name}: ${JSON.stringify(warned)}`);
}

/** kubectl sends the items of a List one by one. */
function listItems(values: readonly unknown[]): { texts: readonly string[]; values: readonly unknown[] } {
  const items = values.flatMap((value) => (value as { items?: unknown[] } | null)?.items ?? [value]);
  return { texts: items.map((item) => JSON.stringify(item)), values: items };
}

const takenPort = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'taken' },
  spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30099 }] },
};

type Send = ReturnType<typeof makeServer>['send'];

/** What was sent as YAML goes as text; the rest as the value that kubectl reads. Undefined where nothing was sent. */
function answer(send: Send, result: OracleResult, text: string, value: unknown): ApiResponse | undefined {
  if (!result.path) return undefined;
  const query = { fieldValidation: 'Strict', ...(!result.created && { dryRun: 'All' }) };
  const isText = result.contentType !== undefined;
  const contentType = result.contentType ?? 'application/json';
  return send('POST', result.path, isText ? text : value, { query, contentType });
}

function isAccepted(response: ApiResponse | undefined): boolean {
  return response !== undefined && response.code < 400;
}

function messageOf({ body }: ApiResponse): string {
  return (body as Status).message ?? '';
}

function sameRefusal(response: ApiResponse, result: OracleResult): boolean {
  if (result.accepted) return true;
  const { message, details } = withoutUids(response.body) as Status;
  const causes = (details?.causes ?? []).map(({ reason, message: text, field }) => ({ reason, message: text, field }));
  return message === result.message && sameValue(causes, result.causes ?? []);
}

/** The uid of an object that was refused is nowhere but in the words. */
function withoutUids(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>'));
}

function compareObjects(
  name: string,
  objects: readonly unknown[],
  answers: readonly (ApiResponse | undefined)[],
  tallies: Tallies,
): void {
  if (objects.length === 0) return;
  const ours = answers.map((response) => comparable(masked(response?.body)));
  const theirs = objects.map((object) => comparable(withAnyPorts(object)));
  tallies.count(
    'defaults',
    sameValue(ours, theirs),
    () => `${name}:\n    ${JSON.stringify(theirs)}\n    ours: ${JSON.stringify(ours)}`,
  );
}

/** Node ports are compared only for being there: which are drawn is chance. */
function withAnyPorts(object: unknown): unknown {
  return JSON.parse(JSON.stringify(object).replace(/"nodePort":\d+/g, '"nodePort":"<nodePort>"'));
}
