import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readProtobuf } from '../../../src/simulation/apiserver/protobuf/objects.ts';
import { makeServer, objectIn } from './harness.ts';

/** A length-delimited field. */
const part = (number: number, bytes: Buffer | string) => {
  const content = Buffer.from(bytes);
  return Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);
};
const whole = (number: number, value: number) => Buffer.concat([varint(number << 3), varint(value)]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

function message(...parts: Buffer[]): Buffer {
  return Buffer.concat(parts);
}

function body(apiVersion: string, kind: string, object: Buffer): string {
  const unknown = message(part(1, message(part(1, apiVersion), part(2, kind))), part(2, object));
  return `k8s\0${unknown.toString('latin1')}`;
}

describe('objects as Protocol Buffers', () => {
  it('are read with lists, maps, numbers, quantities, parts of their own and texts in any language', () => {
    const resources = message(part(1, message(part(1, 'cpu'), part(2, part(1, '500m')))));
    const probe = message(
      part(1, part(2, message(part(1, '/ü'), part(2, message(whole(1, 1), part(3, 'http')))))),
      whole(2, 5),
    );
    const port = message(part(1, 'http'), whole(3, 8080));
    const container = message(part(1, 'app'), part(2, 'nginx'), part(6, port), part(8, resources), part(10, probe));
    const volume = message(part(1, 'tmp'), part(2, part(2, part(1, 'Memory'))));
    const spec = message(part(1, volume), part(2, container), whole(4, -1));
    const pod = message(part(1, message(part(1, 'web'), part(8, Buffer.alloc(0)))), part(2, spec));
    assert.deepEqual(readProtobuf(body('v1', 'Pod', pod)), {
      value: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web', creationTimestamp: null },
        spec: {
          volumes: [{ name: 'tmp', emptyDir: { medium: 'Memory' } }],
          containers: [
            {
              name: 'app',
              image: 'nginx',
              ports: [{ name: 'http', containerPort: 8080 }],
              resources: { limits: { cpu: '500m' } },
              livenessProbe: { httpGet: { path: '/ü', port: 'http' }, initialDelaySeconds: 5 },
            },
          ],
          terminationGracePeriodSeconds: -1,
        },
      },
    });
  });

  it('are created as JSON is', () => {
    const { send } = makeServer();
    const secret = message(part(1, part(1, 's')), part(2, message(part(1, 'p'), part(2, 'x'))));
    const contentType = 'application/vnd.kubernetes.protobuf';
    const made = send('POST', '/api/v1/namespaces/default/secrets', body('v1', 'Secret', secret), { contentType });
    assert.equal(made.code, 201, JSON.stringify(made.body));
    assert.deepEqual((objectIn(made) as unknown as { data: object }).data, { p: 'eA==' });
    const broken = send('POST', '/api/v1/namespaces/default/secrets', 'nonsense', { contentType });
    assert.equal(broken.code, 400);
  });

  it('never break the server, whatever the bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(bytes, fc.constantFrom('Pod', 'Deployment', 'DeleteOptions', 'Nothing'), (object, kind) => {
        readProtobuf(body(kind === 'Deployment' ? 'apps/v1' : 'v1', kind, object));
        readProtobuf(`k8s\0${object.toString('latin1')}`);
      }),
      { numRuns: 2000 },
    );
  });
});
