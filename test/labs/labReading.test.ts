import assert from 'node:assert/strict';
import { aids, block, head, labOf, stepOf } from './labText.ts';

describe('a lab file', () => {
  it('reads the head', () => {
    const text =
      '---\ntitle: A shop\nsummary: |\n  Buy and\n  sell.\nminutes: 25\nlevel: advanced\nafter: [pods/first]\n' +
      'objectives: [buy, sell]\nfiles: [web.yaml, more/db.yaml]\ncluster:\n  nodes: 3\n  namespaces: [stock]\n  setup: [kubectl apply -f web.yaml]\n' +
      `---\n\nWelcome.\n\n    kubectl get pods\n\n## One\n${block('check', '- file: a\n  exists: true')}${aids}`;
    const { steps, ...facts } = labOf(text);
    assert.deepEqual(facts, {
      id: 'track/shop',
      track: 'track',
      namespace: 'shop',
      title: 'A shop',
      summary: 'Buy and\nsell.',
      minutes: 25,
      level: 'advanced',
      after: ['pods/first'],
      objectives: ['buy', 'sell'],
      files: ['web.yaml', 'more/db.yaml'],
      cluster: { nodes: 3, namespaces: ['stock'], setup: ['kubectl apply -f web.yaml'] },
      introduction: 'Welcome.\n\n    kubectl get pods',
    });
    assert.equal(steps.length, 1);
  });

  it('reads what is missing as its default', () => {
    const { after, files, cluster, introduction } = labOf(
      `${head}## a\n${block('check', '- file: a\n  exists: true')}`,
    );
    assert.deepEqual(
      { after, files, cluster, introduction },
      {
        after: [],
        files: [],
        cluster: { nodes: 1, namespaces: [], setup: [] },
        introduction: '',
      },
    );
  });

  it('reads the text of a step without its blocks, and leaves all other Markdown as it is', () => {
    const markdown = 'Read *this*.\n\n~~~sh\n## no step\n~~~\n\n### A part\n\n````md\n```check\n````';
    const step = stepOf(`\n${markdown}\n\n`, block('check', '- file: a\n  exists: true'), '\n\n\nAnd this.  \n', aids);
    assert.equal(step.markdown, `${markdown}\n\nAnd this.`);
    assert.deepEqual([step.id, step.title, step.kind, step.setup], ['a-step', 'A step', 'do', []]);
  });

  it('makes ids from titles in any language, and takes that of the step block', () => {
    const titles = ['Wo ist das Log?', 'C#', 'Läuft “es” noch – ja?', '準備する', '¿?', 'closed ##', 'named'];
    const steps = titles.map(
      (title) =>
        `## ${title}\n${title === 'named' ? block('step', 'id: other') : ''}${block('check', '- file: a\n  exists: true')}${aids}`,
    );
    const lab = labOf(head + steps.join(''));
    assert.deepEqual(
      lab.steps.map(({ title }) => title),
      [...titles.slice(0, 5), 'closed', 'named'],
    );
    assert.deepEqual(
      lab.steps.map(({ id }) => id),
      ['wo-ist-das-log', 'c', 'läuft-es-noch-ja', '準備する', 'step', 'closed', 'other'],
    );
  });

  it('reads a prediction', () => {
    const { kind, choices, observe } = stepOf(
      block(
        'step',
        'kind: predict\nchoices:\n  - text: x\n    reply: |\n      No.\n  - { text: y, right: true, reply: Yes. }',
      ),
      block(
        'observe',
        'Run it:\n\n~~~sh\nkubectl get pods\n~~~\n\n~~~trace\npod: web\n~~~\n~~~diagram\nselector: app=web\nnamespace: other\n~~~\nSo.',
      ),
    );
    assert.equal(kind, 'predict');
    assert.deepEqual(choices, [
      { text: 'x', right: false, reply: 'No.' },
      { text: 'y', right: true, reply: 'Yes.' },
    ]);
    assert.deepEqual(observe, [
      { type: 'markdown', text: 'Run it:\n\n~~~sh\nkubectl get pods\n~~~' },
      { type: 'trace', of: { pod: 'web' } },
      { type: 'diagram', of: { selector: 'app=web', namespace: 'other' } },
      { type: 'markdown', text: 'So.' },
    ]);
  });

  it('reads every figure', () => {
    const figure = (language: string, ...lines: string[]) => `~~~${language}\n${lines.join('\n')}\n~~~\n`;
    const { explain } = stepOf(
      block('check', '- file: a\n  exists: true'),
      block(
        'explain',
        [
          figure('map', 'service: web'),
          figure('map', 'namespace: other'),
          figure('map', 'service: web', 'namespace: other'),
          figure('request', 'pod: client', 'name: web', 'service: web'),
          figure('request', 'selector: app=client', 'namespace: other'),
          figure('lookup', 'pod: client', 'name: web'),
          figure('autoscaler', 'hpa: web'),
          figure('autoscaler', 'hpa: web', 'replicas: 3', 'namespace: other'),
        ].join(''),
      ),
    );
    assert.deepEqual(explain, [
      { type: 'map', of: { service: 'web' } },
      { type: 'map', of: { namespace: 'other' } },
      { type: 'map', of: { service: 'web', namespace: 'other' } },
      { type: 'request', of: { pod: 'client', name: 'web', service: 'web' } },
      { type: 'request', of: { selector: 'app=client', namespace: 'other' } },
      { type: 'lookup', of: { pod: 'client', name: 'web' } },
      { type: 'autoscaler', of: { hpa: 'web' } },
      { type: 'autoscaler', of: { hpa: 'web', namespace: 'other', replicas: 3 } },
    ]);
  });

  it('reads checks with all that they may have', () => {
    const { checks } = stepOf(
      block(
        'check',
        [
          '- title: It runs\n  object: { kind: Pod, name: web, namespace: other }\n  path: .status.phase\n  equals: Running\n  within: 1m30s\n  for: 20s\n  otherwise: |\n    Not yet.\n  why: |\n    So.',
          '- object: { kind: Deployment, selector: app=web }\n  path: "{.items[*].spec.replicas}"\n  atLeast: 2\n  every: true',
          '- events: { kind: Pod, name: web, reason: BackOff, type: Warning }\n  count: 0',
          '- logs: { selector: app=web, container: a, previous: true }\n  oneOf: [1, b, true]',
          '- http: { url: "http://web/", pod: a, method: HEAD, headers: { Host: b } }\n  path: .status\n  equals: 200',
          '- dns: { name: web.other, pod: a }\n  sharesWith: .addresses[*]',
        ].join('\n'),
      ),
      aids,
    );
    assert.deepEqual(checks, [
      {
        title: 'It runs',
        source: {
          type: 'object',
          apiVersion: 'v1',
          kind: 'Pod',
          name: 'web',
          namespace: 'other',
          path: '.status.phase',
        },
        expectation: { operator: 'equals', value: 'Running' },
        forMs: 20_000,
        withinMs: 90_000,
        otherwise: 'Not yet.',
        why: 'So.',
      },
      {
        source: {
          type: 'object',
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          selector: 'app=web',
          path: '{.items[*].spec.replicas}',
        },
        expectation: { operator: 'atLeast', value: 2, every: true },
      },
      {
        source: { type: 'events', kind: 'Pod', name: 'web', reason: 'BackOff', eventType: 'Warning' },
        expectation: { operator: 'count', value: 0 },
      },
      {
        source: { type: 'logs', from: { selector: 'app=web', container: 'a' }, life: 'previous' },
        expectation: { operator: 'oneOf', value: [1, 'b', true] },
      },
      {
        source: {
          type: 'http',
          from: { pod: 'a' },
          url: 'http://web/',
          method: 'HEAD',
          headers: { Host: 'b' },
          path: '.status',
        },
        expectation: { operator: 'equals', value: 200 },
      },
      {
        source: { type: 'dns', from: { pod: 'a' }, name: 'web.other', recordType: 'A', path: '' },
        expectation: { operator: 'sharesWith', value: '.addresses[*]' },
      },
    ]);
  });

  it('lets a check run whatever only looks, and at once', () => {
    const looking = [
      'get pods -A',
      'get -f web.yaml',
      'get pods --watch=false',
      '-n other describe pod web',
      'logs web -c f --previous',
      'logs --tail=5 web',
      'events --for pod/web',
      'top pods',
      'rollout history deploy/web',
      'auth can-i get pods',
      'explain pod.spec',
      'version',
    ];
    for (const words of looking) {
      const { checks } = stepOf(block('check', `- kubectl: kubectl ${words}\n  exists: true`), aids);
      assert.deepEqual(checks[0]?.source, { type: 'kubectl', command: `kubectl ${words}` });
    }
  });

  it('reads a misconception with its example, hints with and without a head, and a solution', () => {
    const { misconceptions, hints, solution } = stepOf(
      block('check', '- file: a\n  exists: true'),
      block(
        'misconception',
        'when:\n  - { file: a, contains: b, for: 5s }\n  - not: { typed: true, exists: true }\nanswer: |\n  Look.\nexample:\n  edits: [{ file: a, replace: b, with: "" }]\n  files: { c: d }\n  commands: []\n  typed: x\n  untouched: true',
      ),
      block('misconception', 'when: [{ typed: true, equals: 2 }]\nanswer: Two.\nexample: {}'),
      block('hint', '\nFirst.\n\n    code\n'),
      block('hint', 'when:\n  - events: { kind: Pod, name: web }\n    exists: true\n---\nSecond.\n\n---\n\nStill.'),
      block('solution', 'files: { a: solved/a, e: f }\ncommands: [kubectl get pods]'),
    );
    assert.deepEqual(misconceptions, [
      {
        when: [
          {
            check: {
              source: { type: 'file', path: 'a' },
              expectation: { operator: 'contains', value: 'b' },
              forMs: 5000,
            },
            negated: false,
          },
          { check: { source: { type: 'typed' }, expectation: { operator: 'exists', value: true } }, negated: true },
        ],
        answer: 'Look.',
        example: {
          files: [{ path: 'c', from: 'd' }],
          edits: [{ file: 'a', replace: 'b', with: '' }],
          commands: [],
          typed: 'x',
          filesBefore: 'untouched',
        },
      },
      {
        when: [{ check: { source: { type: 'typed' }, expectation: { operator: 'equals', value: 2 } }, negated: false }],
        answer: 'Two.',
        example: { files: [], edits: [], filesBefore: 'solution' },
      },
    ]);
    assert.deepEqual(
      hints.map(({ text, when }) => [text, when.length]),
      [
        ['First.\n\n    code', 0],
        ['Second.\n\n---\n\nStill.', 1],
      ],
    );
    assert.deepEqual(solution, {
      files: [
        { path: 'a', from: 'solved/a' },
        { path: 'e', from: 'f' },
      ],
      commands: ['kubectl get pods'],
    });
  });

  it('reads the same from a file with Windows line ends', () => {
    const text = `${head}Hello.\n\n## a\n\nDo\nthis.\n\n${block('check', '- file: a\n  exists: true\n  why: |\n    One.\n    Two.')}${block('hint', 'when: [{ file: a, exists: true }]\n---\nOne.\n\nTwo.')}${block('solution', 'commands: []')}${block('explain', 'a\n~~~trace\npod: web\n~~~\nb')}`;
    assert.deepEqual(labOf(text.replaceAll('\n', '\r\n')), labOf(text));
  });
});
