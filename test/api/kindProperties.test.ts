import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatPath } from '../../src/api/field.ts';
import { apiVersionOf, findKind, findKindByName, type KindInfo, servedKinds } from '../../src/api/kinds.ts';
import type { Stored } from '../../src/api/objects.ts';
import { reviewCreate, reviewUpdate } from '../../src/api/review.ts';
import { type FieldType, typeSchema } from '../../src/api/schema.ts';

/** Any value that a client can write in JSON, small ones first. */
const anything = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    1,
    2 ** 31,
    1.5,
    '',
    'a',
    '-1',
    '25%',
    '10.0.0.0/8',
    '* * * * *',
    [],
    {},
    [null],
    [{}],
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A value of roughly the shape of a type, with something else in its place now and then. */
function shapedAs(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  const right = (): fc.Arbitrary<unknown> => {
    switch (type.kind) {
      case 'object':
        return objectOf(type.type, depth);
      case 'list':
        return fc.array(shapedAs(type.of, depth), { maxLength: 2 });
      case 'map':
        return fc.dictionary(fc.constantFrom('a', 'cpu', 'storage', 'x/y', '__proto__'), shapedAs(type.of, depth), {
          maxKeys: 2,
        });
      case 'integer':
        return fc.constantFrom(-1, 0, 1, 80, 200_000);
      case 'boolean':
        return fc.boolean();
      case 'quantity':
        return fc.constantFrom('1', '0', '-1', '100m', '1Gi', 'x');
      case 'intOrString':
        return fc.constantFrom(0, 1, -1, '25%', 'http', '101%');
      default:
        return fc.constantFrom(
          '',
          'a',
          'A b',
          'RollingUpdate',
          'Always',
          'In',
          '10.0.0.1',
          '0 0 * * *',
          'a/b/c',
          '0-2,9',
        );
    }
  };
  return fc.oneof({ weight: 30, arbitrary: right() }, { weight: 1, arbitrary: anything });
}

function objectOf(name: string, depth: number): fc.Arbitrary<Record<string, unknown>> {
  if (depth <= 0) return fc.constant({});
  const fields = [...typeSchema(name).fields.values()].filter((field) => !['apiVersion', 'kind'].includes(field.name));
  return fc
    .subarray(fields, { maxLength: Math.min(6, fields.length) })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((field) => [field.name, shapedAs(field.type, depth - 1)]))),
    ) as fc.Arbitrary<Record<string, unknown>>;
}

function objectsOf(info: KindInfo): fc.Arbitrary<Record<string, unknown>> {
  const { fields } = typeSchema(info.type);
  const spec = fields.get('spec')?.type;
  return objectOf(info.type, 5).chain((object) =>
    (spec ? shapedAs(spec, 6) : fc.constant(undefined)).map((inner) => ({
      ...object,
      ...(inner !== undefined && { spec: inner }),
      apiVersion: apiVersionOf(info),
      kind: info.kind,
    })),
  );
}

const options = { fieldValidation: 'Strict', namespace: 'default' } as const;
const runs = Number(process.env.POD_LABS_RUNS ?? 60);

describe('every kind', () => {
  for (const info of servedKinds) {
    it(`${apiVersionOf(info)} ${info.kind}: any object is reviewed, as new and as the next version of any other`, () => {
      fc.assert(
        fc.property(objectsOf(info), objectsOf(info), (value, other) => {
          const created = reviewCreate(value, options);
          for (const { path, message } of created.fieldErrors)
            assert.ok(formatPath(path) !== undefined && message !== '');
          const old = reviewCreate(other, options).object;
          if (old) reviewUpdate(value, old as Stored, options);
          assert.equal(JSON.stringify(reviewCreate(value, options)), JSON.stringify(created), 'the same every time');
          if (!created.object || created.refusal) return;
          const again = reviewCreate(created.object, options).object;
          assert.deepEqual(again, created.object, 'defaults of what has its defaults');
        }),
        { numRuns: runs },
      );
    }).timeout(60_000);
  }

  it('is found by the names that people use', () => {
    const found = (name: string) => {
      const info = findKindByName(name);
      return info && `${apiVersionOf(info)} ${info.kind}`;
    };
    assert.equal(found('deploy'), 'apps/v1 Deployment');
    assert.equal(found('Deployments.apps'), 'apps/v1 Deployment');
    assert.equal(found('deployments.v1.apps'), 'apps/v1 Deployment');
    assert.equal(found('ing.networking'), 'networking.k8s.io/v1 Ingress');
    assert.equal(found('hpa'), 'autoscaling/v2 HorizontalPodAutoscaler');
    assert.equal(found('hpa.v1.autoscaling'), 'autoscaling/v1 HorizontalPodAutoscaler');
    assert.equal(found('ev'), 'v1 Event');
    assert.equal(found('ev.events.k8s.io'), 'events.k8s.io/v1 Event');
    assert.equal(found('pods.v1.'), 'v1 Pod');
    assert.equal(found('svc'), 'v1 Service');
    assert.equal(found('pods.apps'), undefined);
    assert.equal(findKind('v1', 'Deployment'), undefined);
  });
});
