import assert from 'node:assert/strict';
import { hoverOf } from '../markedYaml.ts';
import { pod } from './hoverCheck.ts';

/** The hover at `$0` explains `subject` and says all of this. */
function checkHover(fixture: string, subject: string, ...says: RegExp[]): void {
  const hover = hoverOf(fixture);
  assert.equal(hover?.subject, subject);
  for (const words of says) assert.match(hover?.markdown ?? '', words);
}

describe('hover on parts of a container', () => {
  it('tells a native sidecar from an init container, an ordinary container and the Pod', () => {
    const init = (policy: string) => pod(`  initContainers:\n    - name: a\n      image: b\n      ${policy}\n`);
    checkHover(
      init('restart$0Policy: Always'),
      'restartPolicy',
      /native sidecar/,
      /has \*started\*/,
      /1\.33/,
      /sidecar-containers/,
    );
    checkHover(init('restartPolicy: Alw$0ays'), 'Always', /This is a native sidecar/);
    checkHover(init('restart$0Policy: Never'), 'restartPolicy', /runs to its end/);
    checkHover(pod('  containers:\n    - name: a\n      restart$0Policy: Always\n'), 'restartPolicy', /No effect here/);
    checkHover(
      pod('  restart$0Policy: Never\n'),
      'restartPolicy',
      /ordinary containers/,
      /Allowed: `Always`, `OnFailure`, `Never`/,
      /Default: `Always`/,
    );
  });

  it('says which volume a mount takes, who shares it, or that there is none', () => {
    const mounts = (name: string) =>
      `${pod('  volumes:\n    - name: logs\n      emptyDir: {}\n')}  containers:\n    - name: app\n      volumeMounts:\n        - { name: ${name}, mountPath: /logs }\n`;
    checkHover(mounts('lo$0gs'), 'logs', /Mounts the volume `logs` \(`emptyDir`\)/, /`app` at `\/logs`/);
    checkHover(mounts('lo$0g'), 'log', /There is no volume `log`/, /`logs`/);
    checkHover(
      mounts('logs').replace('emptyDir', 'empty$0Dir'),
      'emptyDir',
      /survives restarts of containers/,
      /`app` at/,
    );
  });

  it('reads the name of an image', () => {
    const image = (name: string) => pod(`  containers:\n    - name: app\n      image: ${name}\n`);
    checkHover(
      image('busy$0box:1.36'),
      'busybox:1.36',
      /`docker\.io`/,
      /`library\/busybox`/,
      /tag `1\.36`/,
      /IfNotPresent/,
    );
    checkHover(image('ghcr.io/a/b$0'), 'ghcr.io/a/b', /`ghcr\.io`/, /no tag, so `latest`/, /Always/);
    checkHover(image('localhost:5000/a$0@sha256:abc'), 'localhost:5000/a@sha256:abc', /`localhost:5000`/, /digest/);
  });
});
