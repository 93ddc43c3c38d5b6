import assert from 'node:assert/strict';
import type { ListMeta } from '../../../src/api/generated/objects.ts';
import { servedKinds } from '../../../src/api/kinds.ts';
import { pathOf } from '../../../src/api/route.ts';
import { historyLimit } from '../../../src/simulation/apiserver/history.ts';
import { configMapKind } from '../../../src/simulation/apiserver/knownKinds.ts';
import { configMapsPath, makeServer, podManifest, podsPath, statusIn } from './harness.ts';

interface List {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: ListMeta;
  readonly items: readonly { kind?: string; apiVersion?: string; metadata: { name: string } }[];
}

function makeLists() {
  const { send, server, watch } = makeServer();
  const list = (query: Record<string, string>, path = configMapsPath) => send('GET', path, undefined, { query });
  const parts = (query: Record<string, string>, path?: string) => list(query, path).body as List;
  const namesIn = ({ items }: List) => items.map(({ metadata }) => metadata.name);
  const problem = (query: Record<string, string>) => {
    const { code, message } = statusIn(list(query));
    return `${code} ${message}`;
  };
  for (const name of ['a', 'b', 'c']) send('POST', configMapsPath, { metadata: { name, labels: { app: name } } });
  return { send, server, watch, list, parts, namesIn, problem };
}

describe('lists', () => {
  it('say once of what kind their items are', () => {
    const { parts, send } = makeLists();
    const { kind, apiVersion, items } = parts({});
    assert.deepEqual([kind, apiVersion], ['ConfigMapList', 'v1']);
    assert.ok(items.every((item) => item.kind === undefined && item.apiVersion === undefined));
    const others = parts({}, '/apis/events.k8s.io/v1/events');
    assert.deepEqual([others.kind, others.apiVersion], ['EventList', 'events.k8s.io/v1']);
    const scaler = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 2 };
    const scalers = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers';
    assert.equal(send('POST', scalers, { metadata: { name: 'web' }, spec: scaler }).code, 201);
    const older = parts({}, scalers);
    assert.deepEqual([older.apiVersion, older.items.length], ['autoscaling/v1', 1]);
    assert.deepEqual([older.items[0]?.apiVersion, older.items[0]?.kind], [undefined, undefined]);
    const deleted = send('DELETE', configMapsPath, undefined, { query: { labelSelector: 'app=a' } }).body as List;
    assert.deepEqual([deleted.kind, deleted.items[0]?.kind], ['ConfigMapList', undefined]);
  });

  it('go on where a token says, in parts of one moment', () => {
    const { parts, namesIn } = makeLists();
    const first = parts({ limit: '1' });
    const token = first.metadata.continue ?? '';
    const { v, rv, start } = JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<string, unknown>;
    assert.deepEqual(
      { v, rv: String(rv), start },
      { v: 'meta.k8s.io/v1', rv: first.metadata.resourceVersion, start: 'a\0' },
    );
    assert.equal(first.metadata.remainingItemCount, 3);
    assert.deepEqual(namesIn(parts({ limit: '2', continue: token })), ['b', 'c']);
    const all = parts({ limit: '2' }, '/api/v1/configmaps');
    const rest = parts({ continue: all.metadata.continue ?? '' }, '/api/v1/configmaps');
    assert.deepEqual(
      namesIn({ ...all, items: [...all.items, ...rest.items] }),
      namesIn(parts({}, '/api/v1/configmaps')),
    );
    assert.equal(parts({ limit: '1', labelSelector: 'app' }).metadata.remainingItemCount, undefined);
    assert.equal(rest.metadata.continue, undefined);
  });

  it('whose token expired are offered another, which goes on in what is there now', () => {
    const { parts, list, server, send, namesIn } = makeLists();
    const token = parts({ limit: '1' }).metadata.continue ?? '';
    const old = server.store.get(configMapKind, 'default', 'a');
    assert.ok(old);
    send('POST', configMapsPath, { metadata: { name: 'bb' } });
    for (let i = 0; i < 2 * historyLimit; i++) server.store.put(configMapKind, old);
    const expired = list({ continue: token });
    assert.equal(expired.code, 410);
    const { reason, message, metadata } = statusIn(expired);
    assert.equal(reason, 'Expired');
    assert.match(message ?? '', /or use the continue token in this response to retrieve the remainder of the results/);
    assert.deepEqual(namesIn(parts({ continue: metadata?.continue ?? '' })), ['b', 'bb', 'c', 'kube-root-ca.crt']);
    const exact = statusIn(list({ resourceVersion: '1', resourceVersionMatch: 'Exact' }));
    assert.equal(exact.message, 'The resourceVersion for the provided list is too old.');
  }).timeout(20_000);

  it('refuse tokens that the server did not write', () => {
    const { problem, parts } = makeLists();
    const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const bad = '400 invalid continue token: continue key is not valid';
    const v = 'meta.k8s.io/v1';
    assert.equal(problem({ continue: 'a!' }), `${bad}: illegal base64 data at input byte 1`);
    assert.match(
      problem({ continue: 'eHg' }),
      /continue key is not valid: invalid character 'x' looking for beginning/,
    );
    assert.equal(
      problem({ continue: token({ v: 'v9' }) }),
      `${bad}: server does not recognize this encoded version v9`,
    );
    assert.match(problem({ continue: token({ v, rv: 0 }) }), /incorrect encoded start resourceVersion/);
    assert.match(problem({ continue: token({ v, rv: 5 }) }), /encoded start key empty/);
    assert.equal(problem({ continue: token({ v, rv: 5, start: '../x' }) }), `${bad}: ../x`);
    const good = parts({ limit: '1' }).metadata.continue ?? '';
    const both = '400 specifying resource version is not allowed when using continue';
    assert.equal(problem({ continue: good, resourceVersion: '5' }), both);
  });

  it('mind the version that is asked for', () => {
    const { problem, server } = makeLists();
    const newest = server.store.revision;
    assert.equal(problem({ limit: 'x' }), '400 strconv.ParseInt: parsing "x": invalid syntax');
    assert.match(
      problem({ resourceVersion: 'x' }),
      /^400 invalid resource version: resourceVersion: Invalid value: "x"/,
    );
    const large = `504 Timeout: Too large resource version: 9999, current: ${newest}`;
    assert.equal(problem({ resourceVersion: '9999' }), large);
    assert.match(
      problem({ sendInitialEvents: 'true', resourceVersionMatch: 'Wrong' }),
      /^422 ListOptions\.meta\.k8s\.io "" is invalid: \[resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided, resourceVersionMatch: Unsupported value: "Wrong": supported values: "Exact", "NotOlderThan", "", sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list\]$/,
    );
    assert.match(
      problem({ resourceVersion: '0', resourceVersionMatch: 'Exact' }),
      /resourceVersionMatch "exact" is forbidden for resourceVersion "0"$/,
    );
  });

  it('of one object do too', () => {
    const { send } = makeLists();
    const get = (resourceVersion: string) =>
      send('GET', `${configMapsPath}/a`, undefined, { query: { resourceVersion } });
    assert.equal(get('0').code, 200);
    assert.equal(get('9999').code, 504);
    assert.equal(get('x').code, 500);
  });
});

describe('content negotiation', () => {
  const as = (form: string) => `application/json;as=${form};v=v1;g=meta.k8s.io`;

  it('gives tables and metadata of every kind that is stored', () => {
    const { send } = makeServer();
    for (const info of servedKinds.filter(({ storedAs }) => storedAs === undefined)) {
      const read = (accept: string) => send('GET', pathOf(info), undefined, { accept });
      const table = read(`${as('Table')},application/json`).body as { kind: string; columnDefinitions: unknown[] };
      assert.equal(table.kind, 'Table', info.plural);
      assert.ok(table.columnDefinitions.length > 1, info.plural);
      const partial = read(as('PartialObjectMetadataList')).body as List;
      assert.equal(partial.kind, 'PartialObjectMetadataList', info.plural);
      assert.ok(partial.items.every(({ kind }) => kind === 'PartialObjectMetadata'));
      assert.equal(
        (read('application/vnd.kubernetes.protobuf,application/json').body as List).kind,
        `${info.kind}List`,
      );
    }
  });

  it('refuses forms that it does not have, before anything is written', () => {
    const { send, server } = makeServer();
    send('POST', podsPath, podManifest('web'));
    const before = server.store.revision;
    const refusals = [
      send('GET', podsPath, undefined, { accept: 'application/xml' }),
      send('POST', podsPath, podManifest('other'), { accept: 'text/html, application/vnd.kubernetes.protobuf' }),
      send('GET', `${podsPath}/web`, undefined, { accept: 'application/json;as=Table;v=v9;g=meta.k8s.io' }),
      send('DELETE', `${podsPath}/web`, undefined, { accept: 'application/json;as=Picture;v=v1;g=meta.k8s.io' }),
    ];
    for (const refusal of refusals) {
      assert.equal(refusal.code, 406);
      assert.equal(statusIn(refusal).reason, 'NotAcceptable');
      assert.match(statusIn(refusal).message ?? '', /^only the following media types are accepted: application\/json/);
    }
    assert.equal(server.store.revision, before);
    const list = statusIn(send('GET', podsPath, undefined, { accept: as('PartialObjectMetadata') }));
    assert.equal(
      list.message,
      'you requested PartialObjectMetadata, but the requested object is a list (*core.PodList)',
    );
    const one = statusIn(send('GET', `${podsPath}/web`, undefined, { accept: as('PartialObjectMetadataList') }));
    assert.match(one.message ?? '', /but the requested object is not a list \(\*core\.Pod\)$/);
    const rows = send('GET', podsPath, undefined, { accept: as('Table'), query: { includeObject: 'All' } });
    assert.match(
      statusIn(rows).message ?? '',
      /^Unable to convert to Table as requested: includeObject: Invalid value/,
    );
  });

  it('shows changes as tables, whose first alone names the columns, and as metadata', () => {
    const { send, server } = makeServer();
    const seen = (accept: string) => {
      const objects: Record<string, unknown>[] = [];
      const receiver = {
        onChunk: (chunk: unknown) => objects.push((chunk as { event: { object: never } }).event.object),
        onEnd: () => {},
      };
      server.open({ method: 'GET', path: podsPath, query: { watch: 'true' }, accept }, receiver);
      return objects;
    };
    const tables = seen(`${as('Table')},application/json`);
    const metadata = seen(as('PartialObjectMetadata'));
    for (const name of ['a', 'b']) send('POST', podsPath, podManifest(name));
    assert.deepEqual(
      tables.map(({ kind, columnDefinitions }) => [kind, columnDefinitions !== undefined]),
      [
        ['Table', true],
        ['Table', false],
      ],
    );
    assert.deepEqual(
      metadata.map(({ kind, spec }) => [kind, spec]),
      [
        ['PartialObjectMetadata', undefined],
        ['PartialObjectMetadata', undefined],
      ],
    );
    const path = '/api/v1/namespaces/default/pods';
    const refused = server.open({ method: 'GET', path, query: { watch: 'true' }, accept: 'text/html' }, {} as never);
    assert.equal(refused.response.code, 406);
    assert.equal(refused.stream, undefined);
  });
});
