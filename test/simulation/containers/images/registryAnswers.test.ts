import { equal, match, ok } from 'node:assert/strict';
import { baseImages } from '../../../../src/api/catalogue/baseImages.ts';
import { hasTag, versionOf } from '../../../../src/api/catalogue/catalogueImage.ts';
import { dataStores } from '../../../../src/api/catalogue/dataStores.ts';
import { toolImages } from '../../../../src/api/catalogue/toolImages.ts';
import { imageCatalogue } from '../../../../src/api/imageCatalogue.ts';
import { parseImageReference, problemOfImageReference } from '../../../../src/simulation/containers/imageReference.ts';
import { resolveImage } from '../../../../src/simulation/containers/images/pull.ts';
import { imageOf } from '../../../../src/simulation/containers/images/registry.ts';

/** Why a pull fails, without the words before that are always the same. */
function refusal(reference: string): string | undefined {
  const answer = resolveImage(reference);
  if (answer.found) return undefined;
  const full = parseImageReference(reference)?.full ?? '';
  return answer.message
    .replace(`failed to pull and unpack image "${full}": `, '')
    .replace(`failed to resolve reference "${full}": `, '');
}

describe("Registries' answers", () => {
  const refusals: readonly [reference: string, words: string][] = [
    [
      'me/private-app:v1',
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    ['redis:99', 'docker.io/library/redis:99: not found'],
    ['redis:7.2.999', 'docker.io/library/redis:7.2.999: not found'],
    ['registry.k8s.io/pause:99', 'registry.k8s.io/pause:99: not found'],
    ['registry.k8s.io/no-such-image:1.0', 'registry.k8s.io/no-such-image:1.0: not found'],
    [
      'gcr.io/my-project/private/app:v1',
      'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://gcr.io/v2/token?scope=repository%3Amy-project%2Fprivate%2Fapp%3Apull&service=gcr.io: 403 Forbidden',
    ],
    [
      'ghcr.io/org/private:v1',
      'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aorg%2Fprivate%3Apull&service=ghcr.io: 403 Forbidden',
    ],
    [
      'quay.io/org/does-not-exist:v1',
      'unexpected status from HEAD request to https://quay.io/v2/org/does-not-exist/manifests/v1: 401 UNAUTHORIZED',
    ],
    [
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:v1',
      'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    ],
    [
      'localhost:5000/app:v1',
      'failed to do request: Head "http://localhost:5000/v2/app/manifests/v1": dial tcp [::1]:5000: connect: connection refused',
    ],
    [
      'registry.invalid/app:v1',
      'failed to do request: Head "https://registry.invalid/v2/app/manifests/v1": dial tcp: lookup registry.invalid: no such host',
    ],
    ['mcr.microsoft.com/windows/servercore:ltsc2019', 'no match for platform in manifest: not found'],
    ['microsoft/iis:windowsservercore-1709', 'no match for platform in manifest: not found'],
    ['redis:3.0-nanoserver', 'no match for platform in manifest: not found'],
  ];
  for (const [reference, words] of refusals) it(`${reference}`, () => equal(refusal(reference), words));

  it('tell what is no reference at all', () => {
    for (const placeholder of ['<your-private-image>', 'gcr.io/<project>/job-wq-1', '-f', 'nginx:la test']) {
      equal(parseImageReference(placeholder), undefined, placeholder);
      equal(problemOfImageReference(placeholder), 'invalid reference format');
    }
    equal(
      problemOfImageReference('Nginx'),
      'invalid reference format: repository name (library/Nginx) must be lowercase',
    );
    equal(problemOfImageReference('me/App:v1'), 'invalid reference format: repository name (me/App) must be lowercase');
  });

  it('let through what is there: tags of a series, variants, digests, the former registry', () => {
    for (const reference of [
      'redis:7.2',
      'redis:7.2.4-alpine',
      'mysql:5.7',
      'postgres:16-alpine',
      'perl:5.34.0',
      'wordpress:6.2.1-apache',
      'mongo:4.2',
      'k8s.gcr.io/pause:3.1',
      'registry.k8s.io/redis@sha256:cb111d1bd870a6a471385a4a69ad17469d326e9dd91e0e455350cacf36e1b3ee',
      'gcr.io/google-samples/cassandra:v13',
      'gcr.io/my-gcp-project/my-kube-scheduler:1.0',
      'registry.example.com/shop/frontend:2.4.1',
      'us.gcr.io/k8s-artifacts-prod/kas-network-proxy/proxy-agent:v0.0.37',
    ]) {
      equal(refusal(reference), undefined, reference);
      ok(imageOf(reference), reference);
    }
  });

  it('give the same image the same digest, and another tag another', () => {
    const idOf = (reference: string) => {
      const answer = resolveImage(reference);
      return answer.found ? answer.imageId : '';
    };
    match(idOf('redis:7'), /^docker\.io\/library\/redis@sha256:[0-9a-f]{64}$/);
    equal(idOf('redis:7'), idOf('docker.io/library/redis:7'));
    ok(idOf('redis:7') !== idOf('redis:6'));
  });
});

describe('The catalogue', () => {
  const entry = (name: string) =>
    imageCatalogue.find((image) => image.name === name) as (typeof imageCatalogue)[number];

  it('knows which exact version a tag stands for', () => {
    equal(versionOf(entry('redis'), 'latest'), '8.2.2');
    equal(versionOf(entry('redis'), '7'), '7.4.6');
    equal(versionOf(entry('redis'), '7.2-alpine'), '7.2.11');
    equal(versionOf(entry('postgres'), '16.4'), '16.4');
    equal(versionOf(entry('postgres'), '16-alpine'), '16.10');
    equal(versionOf(entry('ubuntu'), 'latest'), '24.04');
    equal(versionOf(entry('debian'), 'bookworm-slim'), 'bookworm');
  });

  it('has tags of each series', () => {
    for (const tag of ['1.36', '1.36.1', '1.36.0', '1', 'musl', '1.36-glibc']) ok(hasTag(entry('busybox'), tag), tag);
    for (const tag of ['1.36.9', '2', '1.36-alpine']) ok(!hasTag(entry('busybox'), tag), tag);
  });

  it('has a behaviour of its own for each of its images, and names that are references', () => {
    const generic = imageOf('me/unknown-app:v1');
    const names = new Set<string>();
    for (const image of [...baseImages, ...dataStores, ...toolImages]) {
      ok(!names.has(image.name), `${image.name} twice`);
      names.add(image.name);
      const reference = `${image.name}:${image.tags[0]}`;
      equal(refusal(reference), undefined, reference);
      ok(
        imageOf(reference)?.entrypoint.join() !== generic?.entrypoint.join() ||
          imageOf(reference)?.command.join() !== '',
        image.name,
      );
      ok(image.sizeBytes > 0 && image.tags.length > 0, image.name);
    }
  });
});
