import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostArguments } from '../../../src/manifests/facts/hostArguments.ts';
import { hostNamesOf } from '../../../src/manifests/facts/hostNames.ts';
import { hostReadings } from '../../../src/manifests/facts/hostServices.ts';
import { hostsInText } from '../../../src/manifests/facts/hostTexts.ts';
import { factsOf } from '../../../src/manifests/facts/manifestFacts.ts';
import { commandsIn } from '../../../src/manifests/facts/scriptWords.ts';
import { parseDocument } from '../../../src/manifests/parsedDocument.ts';
import { textAt } from '../../../src/manifests/plainLookup.ts';

/** Hosts of a text as `host` or `host:port`, those that are surely one with a `!`. */
function found(text: string): string[] {
  return hostsInText(text).map(
    ({ text: host, port, certainty }) =>
      `${host}${port === undefined ? '' : `:${port}`}${certainty === 'sure' ? '!' : ''}`,
  );
}

describe('host names in a text', () => {
  it('stand in URLs', () => {
    assert.deepEqual(found('http://web/x'), ['web:80!']);
    assert.deepEqual(found('see https://user:pass@web.prod:8443/x?y=http://a'), ['web.prod:8443!', 'a:80!']);
    assert.deepEqual(found('jdbc:postgresql://db/shop'), ['db!']);
    assert.deepEqual(found('mongodb://a:27017,b:27017/x'), ['a:27017!', 'b:27017!', 'b:27017']);
    assert.deepEqual(found('http://10.0.0.1 http://[::1] http://localhost http://$X:80 file:///web'), []);
  });

  it('stand before ports, and in the cluster’s domain', () => {
    assert.deepEqual(found('web:8080, db.data:5432'), ['web:8080', 'db.data:5432']);
    assert.deepEqual(found('web.prod.svc db-0.db.data.svc.cluster.local:5432'), [
      'db-0.db.data.svc.cluster.local:5432',
      'web.prod.svc!',
      'db-0.db.data.svc.cluster.local:5432!',
    ]);
    assert.deepEqual(found('nginx:1.27 node:20 12:30 a:b {"a":8080} /web:8080 x$web:8080'), []);
  });

  it('are never found where they do not stand, whatever the text', () =>
    fc.assert(
      fc.property(
        fc
          .array(
            fc.oneof(
              fc.constantFrom(
                'http://',
                'web',
                '.svc',
                ':8080',
                '$',
                '${',
                '}',
                '/',
                ',',
                '"',
                "'",
                ' ',
                '\n',
                '@',
                '.cluster.local',
              ),
              fc.string({ maxLength: 5 }),
            ),
            { maxLength: 30 },
          )
          .map((parts) => parts.join('')),
        (text) => {
          for (const { text: host, offset } of hostsInText(text)) assert.equal(text.substr(offset, host.length), host);
          for (const command of commandsIn(text)) {
            for (const word of command) assert.equal(text.substr(word.offset, word.text.length), word.text);
          }
        },
      ),
    ));

  it('take no time in a long text', () => {
    for (const part of ['a.', 'a-', 'http://', "'", '"', '${', '$(', 'a:1', ' -h', '\\']) {
      const text = part.repeat(200_000);
      const start = performance.now();
      hostsInText(text);
      commandsIn(text);
      assert.ok(performance.now() - start < 2000, part);
    }
  });
});

describe('the words of a script', () => {
  const words = (script: string) => commandsIn(script).map((command) => command.map(({ text }) => text).join(' '));

  it('are those of its simple commands', () => {
    assert.deepEqual(words('if ! nc -z web 80; then echo "a b" > out; fi # done web'), [
      'nc -z web 80',
      'echo a b',
      'fi',
    ]);
    assert.deepEqual(words('A=1 timeout 5 curl web | grep x && x=$(wget web)'), ['curl web', 'grep x', 'wget web']);
    assert.deepEqual(words('a \\\n  b\nc 2>&1 </dev/null d'), ['a b', 'c d']);
  });
});

describe('arguments that are hosts', () => {
  const hosts = (line: string) =>
    hostArguments(line.split(' ')).map(({ text, port }) => (port === undefined ? text : `${text}:${port}`));

  it('depend on the program', () => {
    assert.deepEqual(hosts('nc -z -w 3 web 80'), ['web:80']);
    assert.deepEqual(hosts('nc -lk -p 80 web'), []);
    assert.deepEqual(hosts('/usr/bin/curl -sS -o out -H a web:8080/x other'), ['web:8080', 'other:80']);
    assert.deepEqual(hosts('busybox wget -qO- -T5 web'), ['web:80']);
    assert.deepEqual(hosts('mysql -uroot --host=db -P 3306 shop'), ['db:3306']);
    assert.deepEqual(hosts('psql -h db -U me -p 5432 shop'), ['db:5432']);
    assert.deepEqual(hosts('getent hosts web'), ['web']);
    assert.deepEqual(hosts('ping -c 1 10.0.0.1'), []);
    assert.deepEqual(hosts('cat web'), []);
  });
});

describe('what a host name may mean', () => {
  const readings = (host: string) =>
    hostReadings(host, 'own').map(({ pod, service, namespace }) =>
      [...(pod ? [pod] : []), service, namespace].join('/'),
    );

  it('follows the search list of a Pod', () => {
    assert.deepEqual(readings('web'), ['web/own']);
    assert.deepEqual(readings('web.prod'), ['web/prod/own', 'web/prod']);
    assert.deepEqual(readings('db-0.db.prod'), ['db-0/db/prod']);
    assert.deepEqual(readings('web.prod.svc'), ['web/prod']);
    assert.deepEqual(readings('db-0.db.prod.svc.cluster.local'), ['db-0/db/prod']);
    assert.deepEqual(readings('www.shop.example.com'), []);
  });
});

describe('host names of a manifest', () => {
  it('have their place in the value', () => {
    const { value, ...parsed } = parseDocument(`apiVersion: batch/v1
kind: CronJob
metadata: { name: ask }
spec:
  schedule: '* * * * *'
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: app
              image: x:1
              env:
                - { name: DB_HOST, value: Db.Data. }
                - { name: NO_PROXY, value: 'http://web' }
              args: ['--name=web', '--server=web web', 'curl web; curl web']
`);
    const mentions = hostNamesOf(factsOf({ value, ...parsed }));
    assert.deepEqual(
      mentions.map(({ host, certainty, occurrence, path }) => [host, certainty, occurrence, path.at(-1)]),
      [
        ['web', 'likely', 0, 1],
        ['web', 'sure', 0, 2],
        ['web', 'sure', 1, 2],
        ['db.data', 'sure', 0, 'value'],
      ],
    );
    for (const { path, offset, words } of mentions)
      assert.equal(textAt(value, path)?.substr(offset, words.length), words);
  });
});
