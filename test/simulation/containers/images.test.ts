import assert from 'node:assert/strict';
import { parseImageReference } from '../../../src/simulation/containers/imageReference.ts';
import { resolveImage } from '../../../src/simulation/containers/images/pull.ts';

describe('Image references', () => {
  const cases: readonly [text: string, full: string | undefined][] = [
    ['busybox', 'docker.io/library/busybox:latest'],
    ['busybox:1.36', 'docker.io/library/busybox:1.36'],
    ['me/app', 'docker.io/me/app:latest'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
    ['localhost:5000/a/b:v1', 'localhost:5000/a/b:v1'],
    [`nginx@sha256:${'0'.repeat(64)}`, `docker.io/library/nginx@sha256:${'0'.repeat(64)}`],
    ['Nginx', undefined],
    ['nginx:', undefined],
    ['', undefined],
    ['a b', undefined],
  ];
  for (const [text, full] of cases) {
    it(`reads '${text}' as ${full}`, () => assert.equal(parseImageReference(text)?.full, full));
  }
});

describe('The simulated registry', () => {
  const refusal = (reference: string) => {
    const answer = resolveImage(reference);
    return answer.found ? undefined : answer.message;
  };

  it('has the images of the catalogue, and strangers that look plausible', () => {
    for (const image of [
      'busybox:1.36',
      'nginx:1.27-alpine',
      'alpine',
      'me/app:v1',
      'ghcr.io/org/app:1.0',
      'redis:7',
    ]) {
      assert.equal(refusal(image), undefined, image);
    }
  });

  it("refuses a misspelt name with containerd's words", () => {
    assert.equal(
      refusal('ngnix'),
      'failed to pull and unpack image "docker.io/library/ngnix:latest": failed to resolve reference "docker.io/library/ngnix:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    );
  });

  it('refuses a tag that is not there', () => {
    assert.equal(
      refusal('nginx:9.99'),
      'failed to pull and unpack image "docker.io/library/nginx:9.99": failed to resolve reference "docker.io/library/nginx:9.99": docker.io/library/nginx:9.99: not found',
    );
  });
});
