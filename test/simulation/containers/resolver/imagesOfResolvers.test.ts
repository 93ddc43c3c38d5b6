import { deepEqual, equal, match } from 'node:assert/strict';
import { imageOf } from '../../../../src/simulation/containers/images/registry.ts';
import { NameWorld } from './nameWorld.ts';

describe('The resolver of an image', () => {
  const images: readonly (readonly [reference: string, resolver: string | undefined])[] = [
    ['busybox', 'glibc'],
    ['busybox:1.36', 'glibc'],
    ['busybox:1.35', 'uclibc'],
    ['busybox:1.28', 'uclibc'],
    ['busybox:1.36-musl', 'musl'],
    ['busybox:1.36-uclibc', 'uclibc'],
    ['alpine:3.20', 'musl'],
    ['nginx:1.27', undefined],
    ['nginx:1.27-alpine', 'musl'],
    ['redis:7-alpine', 'musl'],
    ['redis:7', undefined],
    ['python:3.12-alpine', 'musl'],
    ['debian:12', undefined],
    ['curlimages/curl', 'musl'],
    ['hashicorp/http-echo', 'go'],
    ['registry.k8s.io/e2e-test-images/agnhost:2.39', 'musl'],
  ];
  for (const [reference, resolver] of images) {
    it(`${reference}: ${resolver ?? "glibc's, without a word"}`, () => {
      equal(imageOf(reference)?.resolver, resolver);
    });
  }
});

describe('nslookup', () => {
  const run = (words: string, image: string) => new NameWorld().run(words, { image });

  it('of busybox before 1.29 walks the search list, and names each address', () => {
    const { stdout, exitCode } = run('nslookup kubernetes.default', 'busybox:1.28');
    deepEqual(
      [stdout, exitCode],
      [
        'Server:    10.96.0.10\nAddress 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local\n\nName:      kubernetes.default\nAddress 1: 10.96.0.1 kubernetes.default.svc.cluster.local\n',
        0,
      ],
    );
    const missing = run('nslookup nope', 'busybox:1.28');
    deepEqual([missing.stderr, missing.exitCode], ["nslookup: can't resolve 'nope'\n", 1]);
    const asked = run('nslookup web 10.96.0.13', 'registry.k8s.io/busybox:1.27.2');
    match(asked.stdout, /^Server: {4}10\.96\.0\.13\n.*\nName: {6}web\nAddress 1: 10\.96\.20\.7\n/s);
    match(run('nslookup -type=a web', 'busybox:1.28').stderr, /Usage: nslookup \[HOST\] \[SERVER\]/);
  });

  it('of busybox since then does not, but for a name without a dot', () => {
    equal(run('nslookup kubernetes.default', 'busybox:1.36').exitCode, 1);
    match(
      run('nslookup kubernetes', 'alpine:3.20').stdout,
      /Name:\tkubernetes\.default\.svc\.cluster\.local\nAddress: 10\.96\.0\.1\n/,
    );
  });

  it('of BIND before 9.11 asks for IPv4 alone, and tells nothing of servers', () => {
    const { stdout, questions } = run('nslookup web.shop', 'registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3');
    deepEqual(
      [stdout, questions.length],
      [
        'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tweb.shop.svc.cluster.local\nAddress: 10.96.30.9\n\n',
        2,
      ],
    );
    match(
      run('dig +time=1 +tries=1 web @10.96.0.12', 'infoblox/dnstools').stdout,
      /;; global options: \+cmd\n;; connection timed out; no servers could be reached\n$/,
    );
  });
});

describe('getent of Alpine', () => {
  const run = (words: string) => new NameWorld().run(words, { image: 'alpine:3.20' });

  it('writes as that of musl-utils does', () => {
    equal(
      run('getent hosts kubernetes').stdout,
      '10.96.0.1         kubernetes.default.svc.cluster.local  kubernetes.default.svc.cluster.local kubernetes\n',
    );
    equal(
      run('getent ahosts web.shop').stdout,
      '10.96.30.9      STREAM web.shop.svc.cluster.local\n10.96.30.9      DGRAM  web.shop.svc.cluster.local\n',
    );
    const missing = run('getent hosts nope');
    deepEqual([missing.output, missing.exitCode], ['', 2]);
  });
});
