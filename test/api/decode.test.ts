import assert from 'node:assert/strict';
import { decode, decodeMessage } from '../../src/api/decode.ts';
import { formatPath } from '../../src/api/field.ts';

function messageOf(spec: unknown): string | undefined {
  return decodeMessage(decode({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }, 'Pod').problems);
}

describe('decoding', () => {
  it('says every unknown field at its place, and the server joins them', () => {
    const { problems } = decode({ spec: { containers: [{ volumeMount: [], restartpolicy: 'Always' }] } }, 'Pod');
    assert.deepEqual(
      problems.map(({ path }) => formatPath(path)),
      ['spec.containers[0].restartpolicy', 'spec.containers[0].volumeMount'],
    );
    assert.equal(
      decodeMessage(problems),
      'strict decoding error: unknown field "spec.containers[0].restartpolicy", unknown field "spec.containers[0].volumeMount"',
    );
  });

  it('names the wrong type before unknown fields, and an amount before both', () => {
    const wrong = 'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool';
    assert.equal(messageOf({ container: [], hostNetwork: 'yes' }), wrong);
    const amount = messageOf({ hostNetwork: 'yes', overhead: { cpu: '1 core' } });
    assert.match(amount ?? '', /^quantities must match the regular expression/);
  });

  it('takes null for "not set" and drops what the server does not store', () => {
    const spec = {
      hostNetwork: false,
      nodeSelector: {},
      volumes: null,
      automountServiceAccountToken: false,
      containers: [],
    };
    assert.deepEqual(decode({ spec }, 'Pod').value, { spec: { automountServiceAccountToken: false, containers: [] } });
  });

  it('writes amounts in their canonical form', () => {
    const resources = { limits: { memory: '1024Mi', cpu: 0.5 } };
    assert.deepEqual(decode({ resources }, 'Container').value, {
      resources: { limits: { memory: '1Gi', cpu: '500m' } },
    });
  });

  it('knows where base64 and times break', () => {
    assert.equal(
      decodeMessage(decode({ data: { a: 'aGk' } }, 'Secret').problems),
      'illegal base64 data at input byte 0',
    );
    assert.equal(
      decodeMessage(decode({ metadata: { creationTimestamp: 'now' } }, 'Pod').problems),
      'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"',
    );
  });

  it('keeps the prototype of what it makes', () => {
    const labels = JSON.parse('{ "__proto__": "x" }') as Record<string, string>;
    const { value } = decode({ metadata: { labels } }, 'Pod');
    const read = (value as { metadata: { labels: object } }).metadata.labels;
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
    assert.deepEqual(Object.keys(read), ['__proto__']);
  });
});
