import { inCheck, type Mistake } from './mistake.ts';

const sources = 'object, events, logs, kubectl, file, http, dns, traffic, typed';
const operators =
  'equals, oneOf, exists, matches, contains, lacks, atLeast, atMost, count, sharesWith, answered, changed';
const notOneTime = 'This should be a time such as 30s or 2m, one hour at most.';
const noPath = 'This is not one path as kubectl’s JSONPath has it, such as .spec.containers[?(@.name=="app")].image.';
const noLook =
  'A check only looks, and at once: it runs get, describe, logs, events, top, rollout, auth, explain, version, and follows nothing.';
const pod = 'object: { kind: Pod, name: web }';

/** A wrong value behind an operator. */
const inValue = (operator: string, value: string, message: string): Mistake =>
  inCheck(`${operator}: ${value}`, `- ${pod}\n  path: .spec\n  ${operator}: ${value}`, `${value} → ${message}`);

/** A wrong place to look at. */
const inSource = (source: string, ...problems: string[]): Mistake =>
  inCheck(source.replaceAll('\n', ', '), `- ${source.replaceAll('\n', '\n  ')}\n  exists: true`, ...problems);

/** Wrong checks: what surrounds a place, the operators, and each kind of place. */
export const checkMistakes: readonly Mistake[] = [
  inCheck('checks that are no list', 'file: a', 'file: a\n → This should be a list.'),
  inCheck('a check that is a word', '- file', 'file → This should be a set of fields, like "name: value".'),
  inCheck(
    'no place',
    '- { exists: true }',
    `{ exists: true } → A check says where to look with exactly one of: ${sources}.`,
  ),
  inCheck(
    'two places',
    '- { file: a, typed: true, exists: true }',
    `{ file: a, typed: true, exists: true } → A check says where to look with exactly one of: ${sources}.`,
  ),
  inCheck(
    'no operator',
    '- { file: a }',
    `{ file: a } → A check says what to expect with exactly one of: ${operators}.`,
  ),
  inCheck(
    'two operators',
    '- { file: a, contains: b, lacks: c }',
    `{ file: a, contains: b, lacks: c } → A check says what to expect with exactly one of: ${operators}.`,
  ),
  inCheck(
    'an unknown field',
    '- { file: a, exists: true, wy: b }',
    'wy → Unknown field "wy". Known here: title, otherwise, why, file, exists, every, for, within.',
  ),
  inCheck(
    'a path where there is none',
    '- { file: a, path: .b, exists: true }',
    'path → Unknown field "path". Known here: title, otherwise, why, file, exists, every, for, within.',
  ),
  inCheck('a place without a value', '- { file, exists: true }', 'file → The field "file" has no value.'),
  inCheck(
    'an alias',
    '- { file: &x a, exists: true }\n- { file: *x, exists: true }',
    '*x → Write the value out: aliases are not read here.',
  ),
  inCheck(
    'words that are no texts',
    '- { file: a, exists: true, title: 1, otherwise: [], why: {} }',
    '1 → This should be a text: put it in quotes.',
    '[] → This should be a single value.',
    '{} → This should be a single value.',
  ),
  ...['30', '"30"', '-5s', '0s', '61m', 'soon', '5 s'].map((time) =>
    inCheck(
      `for: ${time}`,
      `- { file: a, exists: true, for: ${time} }`,
      `${time} → ${time === '30' ? 'This should be a text: put it in quotes.' : notOneTime}`,
    ),
  ),
  inCheck('within: soon', `- ${pod}\n  exists: true\n  within: soon`, `soon → ${notOneTime}`),
  ...['file: a', 'kubectl: kubectl get pods', 'typed: true'].map((source) =>
    inCheck(
      `within beside ${source}`,
      `- ${source}\n  exists: true\n  within: 5s`,
      '5s → within counts from the making of an object: it does not go with this source.',
    ),
  ),

  inValue('equals', '[1]', 'This should be a single value.'),
  inValue('oneOf', 'a', 'This should be a list.'),
  inValue('oneOf', '[]', 'This should name at least one value.'),
  inCheck('oneOf with a list in it', `- ${pod}\n  oneOf: [a, [b]]`, '[b] → This should be a single value.'),
  inValue('exists', 'here', 'This should be true or false.'),
  inValue('matches', '"("', 'This is not a regular expression.'),
  inValue('matches', '"(a+)+$"', 'A repetition inside a repetition can take for ever.'),
  inValue('matches', '7', 'This should be a text: put it in quotes.'),
  inValue('contains', '{}', 'This should be a single value.'),
  inValue('lacks', '{}', 'This should be a single value.'),
  inValue('atLeast', '"3"', 'This should be a number.'),
  inValue('atMost', 'few', 'This should be a number.'),
  inValue('count', 'two', 'This should be a number.'),
  inValue('sharesWith', 'a b', noPath),
  inCheck('changed: false', `- ${pod}\n  changed: false`, 'false → This is changed: true.'),
  inCheck('answered: false', `- ${pod}\n  answered: false`, 'false → This is answered: true.'),
  inCheck(
    'every beside a whole',
    `- ${pod}\n  exists: true\n  every: true`,
    'true → exists does not look at single values.',
  ),
  inCheck('every that is no flag', `- ${pod}\n  equals: a\n  every: all`, 'all → This should be true or false.'),

  inSource('object: Pod', 'Pod → This should be a set of fields, like "name: value".'),
  inSource('object: { name: web }', '{ name: web } → The field "kind" is missing.'),
  inSource('object: { kind: Pod }', '{ kind: Pod } → This names objects with name or selector.'),
  inSource(
    'object: { kind: Pod, name: a, selector: b }',
    '{ kind: Pod, name: a, selector: b } → This names objects with name or selector.',
  ),
  inSource('object: { kind: Pot, name: a }', '{ kind: Pot, name: a } → The cluster serves no Pot of v1.'),
  inSource(
    'object: { kind: Pod, name: a, apiVersion: apps/v1 }',
    '{ kind: Pod, name: a, apiVersion: apps/v1 } → The cluster serves no Pod of apps/v1.',
  ),
  inSource(
    'object: { kind: Pod, name: a, path: b }',
    'path → Unknown field "path". Known here: kind, name, selector, apiVersion, namespace.',
  ),
  ...[
    'a b',
    '.spec{.a}',
    '{.a}{.b}',
    '.a[',
    '.a[?(@.b=="c")',
    '{range .items[*]}{.a}{end}',
    '{"text"}',
    `.${'a'.repeat(1000)}`,
  ].map((path) =>
    inCheck(`path: ${path.slice(0, 30)}`, `- ${pod}\n  path: '${path}'\n  exists: true`, `'${path}' → ${noPath}`),
  ),

  inSource('events: { kind: Pod }', '{ kind: Pod } → The field "name" is missing.'),
  inSource('events: { name: a }', '{ name: a } → The field "kind" is missing.'),
  inSource('events: { kind: Pod, name: a, type: Error }', 'Error → This should be one of: Normal, Warning.'),
  inSource(
    'events: { kind: Pod, name: a, message: b }',
    'message → Unknown field "message". Known here: kind, name, namespace, reason, type.',
  ),

  inSource('logs: { container: a }', '{ container: a } → This names a Pod with pod or selector.'),
  inSource('logs: { pod: a, selector: b }', '{ pod: a, selector: b } → This names a Pod with pod or selector.'),
  inSource('logs: { pod: a, previous: once }', 'once → This should be true or false.'),
  inSource(
    'logs: { pod: a, tail: 5 }',
    'tail → Unknown field "tail". Known here: container, pod, selector, namespace, previous.',
  ),

  inSource('kubectl: [get]', '[get] → This should be a single value.'),
  inSource('kubectl: kubectl', 'kubectl → This should be one line that begins with kubectl.'),
  inSource('kubectl: helm list', 'helm list → This should be one line that begins with kubectl.'),
  inSource('kubectl: kubectl gte pods', 'kubectl gte pods → kubectl knows no command "gte".'),
  inSource("kubectl: kubectl get 'pods", "kubectl get 'pods → A ' quote is not closed."),
  inSource('kubectl: kubectl get pods \\', 'kubectl get pods \\ → The line ends with a backslash.'),
  ...[
    'delete pod web',
    'logs web -f',
    'logs --follow web',
    'get pods -w',
    'get pods -Aw',
    'get pods --watch=true',
    'get pods --watch-only',
    'events -w',
    'exec web -- ls',
    'wait pod/web --for=delete',
    'rollout restart deploy/web',
    'rollout status deploy/web',
    '-n shop',
  ].map((words) => inSource(`kubectl: kubectl ${words}`, `kubectl ${words} → ${noLook}`)),

  inSource('file: /etc/passwd', '/etc/passwd → This should be a path in the lab’s folder.'),
  inSource('file: a/../b', 'a/../b → This should be a path in the lab’s folder.'),
  inSource('file: ""', '"" → This should be a path in the lab’s folder.'),

  inSource('http: { pod: a }', '{ pod: a } → The field "url" is missing.'),
  inSource('http: { url: "http://a" }', '{ url: "http://a" } → This names a Pod with pod or selector.'),
  inSource('http: { pod: a, url: "localhost:80" }', '"localhost:80" → This should be an http address.'),
  inSource('http: { pod: a, url: "http://a b" }', '"http://a b" → This should be an http address.'),
  inSource(
    'http: { pod: a, url: "http://a", method: FETCH }',
    'FETCH → This should be one of: GET, HEAD, POST, PUT, DELETE.',
  ),
  inSource('http: { pod: a, url: "http://a", headers: { Accept: 1 } }', '1 → This should be a text: put it in quotes.'),
  inSource(
    'http: { pod: a, url: "http://a", body: b }',
    'body → Unknown field "body". Known here: url, method, headers, container, pod, selector, namespace.',
  ),
  inSource('http: { pod: a, url: "http://a" }\npath: .a b', `.a b → ${noPath}`),

  inSource('dns: { pod: a }', '{ pod: a } → The field "name" is missing.'),
  inSource('dns: { name: a }', '{ name: a } → This names a Pod with pod or selector.'),
  inSource('dns: { pod: a, name: "a b" }', '"a b" → This should be a DNS name.'),
  inSource('dns: { pod: a, name: "-x" }', '"-x" → This should be a DNS name.'),
  inSource('dns: { pod: a, name: b, type: MX }', 'MX → This should be one of: A, AAAA, CNAME, SRV, PTR, TXT.'),
  inSource(
    'dns: { pod: a, name: b, server: c }',
    'server → Unknown field "server". Known here: name, type, container, pod, selector, namespace.',
  ),

  inSource('traffic: { name: a }', '{ name: a } → This names a Pod with pod or selector.'),
  inSource(
    'traffic: { pod: a, to: b }',
    'to → Unknown field "to". Known here: name, service, pod, selector, namespace.',
  ),

  inSource('typed: false', 'false → This is typed: true.'),
  inSource('typed: words', 'words → This should be true or false.'),
];
